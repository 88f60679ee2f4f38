//! What could not be read, checked or written, and why, in both languages.

use crate::say;
use gongkai::{CheckError, Language};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::Arc;

/// An input that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder as it was named.
    pub path: Arc<str>,
    /// Why.
    pub reason: Reason,
}

/// A format that is no plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Pdf,
    /// A zip archive: docx, xlsx, wps, ofd.
    Zip,
    /// The older formats of Office and WPS: doc, xls, wps.
    OldOffice,
    Unknown,
}

/// Why an input could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// Nothing is there.
    Missing,
    /// The system refuses, in its own words.
    Io(String),
    /// The file's ending is none that is read.
    Ending(String),
    /// The bytes are no text.
    Binary(Format),
    /// The text is in UTF-16.
    Utf16,
    /// A byte that UTF-8 does not allow.
    NotUtf8 {
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// Its offset.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// The file is larger than the limit.
    TooLarge {
        /// Its bytes.
        bytes: u64,
        /// The limit.
        limit: usize,
    },
    /// A line is longer than the limit.
    LineTooLong {
        /// The line, from 1.
        line: u32,
        /// Its bytes.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// The file holds no words.
    NoText,
    /// The folder holds no text; the endings of what it does hold.
    NoTexts(BTreeMap<String, usize>),
    /// The folder is no pack and holds none.
    NoPack,
    /// A link leads back to a folder above it.
    Loop,
    /// The mended text could not be written.
    NotWritten(String),
    /// The file's ending is none that tables have.
    TableEnding(String),
    /// The workbook is protected by a password.
    Password,
    /// The table's file is broken; what the reader said of it.
    Broken(String),
    /// A web page or another text that only calls itself a workbook.
    NotWorkbook,
    /// A workbook of more unpacked bytes than the limit.
    Unpacked {
        /// The limit.
        limit: u64,
    },
    /// More cells than the limit.
    TooManyCells {
        /// The limit.
        limit: usize,
    },
    /// The text is in none of the encodings that are read; the one that it may be in.
    Encoding(Option<&'static str>),
    /// A cell begins with a quotation mark and never ends.
    OpenQuote {
        /// The line on which its row begins, from 1.
        line: u32,
    },
    /// The text is not the JSON that it should be.
    Json {
        /// The line, from 1.
        line: u32,
        /// The column in characters, from 1.
        column: u32,
        /// What the reader said.
        words: String,
    },
    /// A JSON value where a record should be.
    NotRecord {
        /// The line on which it begins, from 1.
        line: u32,
    },
    /// A web page without words, or none but those of its menus.
    NoMainText,
    /// A web page whose text is pictures.
    PicturesOnly,
    /// A web page whose words are brought by its scripts.
    ScriptOnly,
    /// A web page made of other pages in frames.
    FramesOnly,
    /// A web page of more elements than the limit.
    TooManyElements {
        /// The limit.
        limit: usize,
    },
    /// The file is there already and was not overwritten.
    Exists,
    /// The file cannot be read as a Word document.
    Word(crate::docx::Fault),
    /// Another reason that the checker gave.
    Check(String),
}

impl Problem {
    /// A problem of `path`.
    pub fn new(path: impl Into<Arc<str>>, reason: Reason) -> Self {
        Self { path: path.into(), reason }
    }

    /// The path with its reason.
    pub fn describe(&self, language: Language) -> String {
        let colon = say(language, "：", ": ");
        format!("{}{colon}{}", self.path, self.reason.describe(language))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.describe(Language::En))
    }
}

impl Reason {
    /// The reason in words.
    pub fn describe(&self, language: Language) -> String {
        match self {
            Self::Missing => say(language, "文件不存在", "there is no such file"),
            Self::Io(words) => {
                say(language, format!("无法读取：{words}"), format!("it cannot be read: {words}"))
            }
            Self::Ending(ending) => say(
                language,
                format!("不能读取 .{ending} 文件：目前只读取 .txt 和 .md，请先另存为纯文本（UTF-8）"),
                format!(".{ending} files are not read: save it as plain text (.txt or .md, in UTF-8) first"),
            ),
            Self::Binary(format) => {
                let (zh, en) = format.names();
                say(
                    language,
                    format!("这是二进制文件（{zh}），不是文本，请先另存为纯文本（UTF-8）"),
                    format!("this is a binary file ({en}), not text: save it as plain text (UTF-8) first"),
                )
            }
            Self::Utf16 => say(
                language,
                "文本是 UTF-16 编码，请先转换为 UTF-8：iconv -f UTF-16 -t UTF-8 原文件 > 新文件",
                "the text is in UTF-16; turn it into UTF-8 first: iconv -f UTF-16 -t UTF-8 OLD > NEW",
            ),
            Self::NotUtf8 { line, column, at, byte } => say(
                language,
                format!(
                    "不是有效的 UTF-8：第 {line} 行第 {column} 列（第 {at} 字节，0x{byte:02X}）。\
                     如为 GBK 或 GB18030 编码，请先转换：iconv -f GB18030 -t UTF-8 原文件 > 新文件"
                ),
                format!(
                    "it is not valid UTF-8: line {line}, column {column} (byte {at}, 0x{byte:02X}). \
                     If it is GBK or GB18030, convert it first: iconv -f GB18030 -t UTF-8 OLD > NEW"
                ),
            ),
            Self::TooLarge { bytes, limit } => {
                let (size, limit) = (megabytes(*bytes), megabytes(*limit as u64));
                say(
                    language,
                    format!("文件有 {size}，超过上限 {limit}，未检查"),
                    format!("the file has {size}, more than the limit of {limit}; it was not checked"),
                )
            }
            Self::LineTooLong { line, bytes, limit } => {
                let (size, limit) = (megabytes(*bytes as u64), megabytes(*limit as u64));
                say(
                    language,
                    format!("第 {line} 行有 {size}，超过单行上限 {limit}（max_line_bytes），未检查"),
                    format!(
                        "line {line} has {size}, more than the limit of {limit} a line (max_line_bytes); \
                         it was not checked"
                    ),
                )
            }
            Self::NoText => say(language, "文件没有文字", "the file holds no text"),
            Self::NoTexts(others) => {
                let (zh, en) = match others.is_empty() {
                    true => (String::new(), String::new()),
                    false => {
                        let listed = list_endings(others);
                        (
                            format!("（只有不读取的文件：{listed}）"),
                            format!(" (only files that are not read: {listed})"),
                        )
                    }
                };
                say(
                    language,
                    format!("文件夹里没有可检查的文本（.txt、.md）{zh}"),
                    format!("the folder has no text to check (.txt, .md){en}"),
                )
            }
            Self::NoPack => say(
                language,
                "不是规则包：这里和下一层文件夹都没有 pack.toml",
                "it is no rule pack: neither here nor one folder below is a pack.toml",
            ),
            Self::Loop => {
                say(language, "链接指回上层文件夹，未跟随", "a link back to a folder above it; not followed")
            }
            Self::NotWritten(words) => {
                say(language, format!("无法写入：{words}"), format!("it cannot be written: {words}"))
            }
            Self::TableEnding(ending) => say(
                language,
                format!(
                    "不能读取 .{ending} 文件：表格请用 .xlsx、.xlsm、.xls、.ods、.csv 或 .tsv，记录请用 .jsonl 或 .json"
                ),
                format!(
                    ".{ending} files are not read: tables are .xlsx, .xlsm, .xls, .ods, .csv or .tsv, \
                     records .jsonl or .json"
                ),
            ),
            Self::Password => say(
                language,
                "文件有密码保护，请先取消密码再检查",
                "the file is protected by a password; remove it first",
            ),
            Self::Broken(words) => say(
                language,
                format!("表格文件已损坏或格式有误，请用 Excel 或 WPS 打开后另存为 .xlsx：{words}"),
                format!("the file is broken; open it in Excel or WPS and save it as .xlsx: {words}"),
            ),
            Self::NotWorkbook => say(
                language,
                "不是真正的表格文件（可能是网页或文本改了扩展名），请用 Excel 或 WPS 打开后另存为 .xlsx",
                "this is no workbook (perhaps a web page or a text with another ending); \
                 open it in Excel or WPS and save it as .xlsx",
            ),
            Self::Unpacked { limit } => {
                let limit = megabytes(*limit);
                say(
                    language,
                    format!("文件解压后超过上限 {limit}，未读取"),
                    format!("the file unpacks to more than the limit of {limit}; it was not read"),
                )
            }
            Self::TooManyCells { limit } => say(
                language,
                format!("单元格超过上限 {limit} 个，未读取；请删去多余的行列，或分成几个文件"),
                format!(
                    "more cells than the limit of {limit}; it was not read. Delete rows and columns that are not needed, or split the file"
                ),
            ),
            Self::Encoding(guess) => {
                let (zh, en) = guess.map_or_else(Default::default, |name| {
                    (format!("（可能是 {name}）"), format!(" (perhaps {name})"))
                });
                say(
                    language,
                    format!("文字编码不是 UTF-8、GB18030（GBK）或 UTF-16{zh}，请另存为 UTF-8"),
                    format!("the text is not in UTF-8, GB18030 (GBK) or UTF-16{en}; save it in UTF-8"),
                )
            }
            Self::OpenQuote { line } => say(
                language,
                format!("第 {line} 行的引号没有配对，其后的内容无法分列"),
                format!(
                    "line {line}: a quotation mark is never closed, so what follows cannot be told apart"
                ),
            ),
            Self::Json { line, column, words } => say(
                language,
                format!("第 {line} 行第 {column} 列不是有效的 JSON：{words}"),
                format!("line {line}, column {column}: {words}"),
            ),
            Self::NotRecord { line } => say(
                language,
                format!("第 {line} 行应为一条记录（{{…}}）"),
                format!("line {line}: a record ({{…}}) was expected"),
            ),
            Self::NoMainText => say(language, "网页里没有正文", "the page has no text of its own"),
            Self::PicturesOnly => say(
                language,
                "网页里没有正文：内容是图片，没有文字",
                "the page has no text of its own: it shows pictures",
            ),
            Self::ScriptOnly => say(
                language,
                "网页里没有正文：内容由脚本载入，请在浏览器中打开后另存为网页再检查",
                "the page has no text of its own: scripts bring it. Open it in a browser and save the page from there",
            ),
            Self::FramesOnly => say(
                language,
                "网页里没有正文：这是框架页，请检查框架里的网页",
                "the page has no text of its own: it shows other pages in frames. Check those",
            ),
            Self::TooManyElements { limit } => say(
                language,
                format!("网页元素超过上限 {limit} 个，未读取"),
                format!("the page has more elements than the limit of {limit}; it was not read"),
            ),
            Self::Exists => say(language, "文件已存在，未覆盖", "the file exists and was not overwritten"),
            Self::Word(fault) => fault.describe(language),
            Self::Check(words) => say(language, format!("无法检查：{words}"), words),
        }
    }
}

impl Format {
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Pdf => ("PDF", "PDF"),
            Self::Zip => ("zip 或 docx、xlsx 等", "zip, or docx, xlsx and the like"),
            Self::OldOffice => ("旧版 doc、xls、wps 等", "the older doc, xls, wps and the like"),
            Self::Unknown => ("格式不明", "of unknown format"),
        }
    }
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Io(error.to_string()),
        }
    }
}

impl From<crate::docx::Fault> for Reason {
    fn from(fault: crate::docx::Fault) -> Self {
        Self::Word(fault)
    }
}

impl From<CheckError> for Reason {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::TooLarge { bytes, limit } => Self::TooLarge { bytes: bytes as u64, limit },
            CheckError::LineTooLong { line, bytes, limit } => Self::LineTooLong { line, bytes, limit },
            other => Self::Check(other.to_string()),
        }
    }
}

/// `.docx 2, .pdf 1`, in the order of the endings.
pub(crate) fn list_endings(endings: &BTreeMap<String, usize>) -> String {
    let listed: Vec<String> = endings.iter().map(|(ending, count)| format!("{ending} {count}")).collect();
    listed.join(", ")
}

/// Bytes as people say them: 200.0 MB.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes * 10 / (1 << 20);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
