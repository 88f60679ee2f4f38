//! What could not be read, checked or written, and why, in both languages.

use crate::say;
use gongkai::{CheckError, Language};
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::Arc;

/// The endings of documents that are read.
pub(crate) const READ: &str = ".txt .md .html .docx .pdf .zip";

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
    RichText,
    /// A web page with all it needs in one file, as Word saves it.
    WebArchive,
    /// A Word document as one XML file.
    WordXml,
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
    /// A format of office programs that is not read, by its ending.
    Office(Option<String>),
    /// LibreOffice is needed and not installed.
    NoLibreOffice,
    /// LibreOffice could not turn the file into one that is read; why.
    NotConverted(String),
    /// A table, which only an audit reads.
    Table,
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
    /// A byte that the text's encoding does not allow.
    WrongByte {
        /// The encoding.
        encoding: &'static str,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// Its offset.
        at: usize,
        /// The byte.
        byte: u8,
    },
    /// A mended text has a character that its file's encoding lacks; nothing was written.
    NotEncodable {
        /// The encoding.
        encoding: &'static str,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// The character.
        letter: char,
    },
    /// The file's bytes would not come out the same again; nothing was written.
    NotReversible(&'static str),
    /// Fixes cannot be written into a file of this kind.
    NotMendable,
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
    /// An archive, or a file in it, that cannot be unpacked; why.
    Packing(String),
    /// A file in an archive that unpacks to a suspicious many times its size.
    Ratio,
    /// An archive of more files than the limit.
    TooManyEntries {
        /// The limit.
        limit: usize,
    },
    /// An archive in archives beyond the depth that is read.
    TooDeep {
        /// The depth.
        limit: usize,
    },
    /// A PDF that cannot be parsed.
    BrokenPdf,
    /// A PDF of pictures of pages.
    Scanned {
        /// Its pages.
        pages: usize,
    },
    /// A PDF whose fonts do not say which characters they show.
    NoCharacters,
    /// A PDF of more pages than the limit.
    TooManyPages {
        /// The limit.
        limit: usize,
    },
    /// The file took longer than it may.
    TooSlow {
        /// How long it may take.
        seconds: u64,
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
                format!("不能读取 .{ending} 文件：可读取 {READ}"),
                format!(".{ending} files are not read; what is read: {READ}"),
            ),
            Self::Binary(format) => {
                let (zh, en) = format.names();
                say(
                    language,
                    format!("这是二进制文件（{zh}），不是文本；可读取 {READ}"),
                    format!("this is a binary file ({en}), not text; what is read: {READ}"),
                )
            }
            Self::Office(ending) => office(ending.as_deref(), language),
            Self::NoLibreOffice => say(
                language,
                "--convert 要用 LibreOffice，但没有找到 soffice 命令；可从 libreoffice.org 安装，或用系统的软件包（如 apt install libreoffice-writer）",
                "--convert needs LibreOffice, and there is no command `soffice`; install it from libreoffice.org or as a \
                 package of your system (apt install libreoffice-writer)",
            ),
            Self::NotConverted(words) => say(
                language,
                format!("LibreOffice 未能转换：{words}"),
                format!("LibreOffice could not convert it: {words}"),
            ),
            Self::Table => say(
                language,
                "这是表格，单独检查不了；请放入卷宗文件夹，用 gongkai audit 审计",
                "this is a table, which is not checked on its own; put it into a dossier's folder for gongkai audit",
            ),
            Self::NotUtf8 { line, column, at, byte } => say(
                language,
                format!(
                    "不是有效的 UTF-8：第 {line} 行第 {column} 列（第 {at} 字节，0x{byte:02X}）。\
                     请改正该处；如为别的编码，请用 --encoding 指明（如 --encoding gb18030）"
                ),
                format!(
                    "it is not valid UTF-8: line {line}, column {column} (byte {at}, 0x{byte:02X}). \
                     Mend that place, or name the encoding if it is another (--encoding gb18030)"
                ),
            ),
            Self::WrongByte { encoding, line, column, at, byte } => say(
                language,
                format!(
                    "不是有效的 {encoding}：第 {line} 行第 {column} 列（第 {at} 字节，0x{byte:02X}）；\
                     如为别的编码，请用 --encoding 指明"
                ),
                format!(
                    "it is not valid {encoding}: line {line}, column {column} (byte {at}, 0x{byte:02X}); \
                     name the encoding with --encoding if it is another"
                ),
            ),
            Self::NotEncodable { encoding, line, column, letter } => say(
                language,
                format!(
                    "改正后第 {line} 行第 {column} 列的“{letter}”在 {encoding} 编码里没有，未写入；请先另存为 UTF-8"
                ),
                format!(
                    "“{letter}” at line {line}, column {column} of the mended text is not in {encoding}; nothing was \
                     written. Save the file in UTF-8 first"
                ),
            ),
            Self::NotReversible(encoding) => say(
                language,
                format!("文件里有 {encoding} 编码的非常规写法，改正会动到别处，未写入；请先另存为 UTF-8"),
                format!(
                    "some bytes of the file are not as {encoding} is usually written, and would change; nothing was \
                     written. Save the file in UTF-8 first"
                ),
            ),
            Self::NotMendable => say(
                language,
                "改正只能写回 .txt 和 .md 文件；这份文件照常检查，未改动",
                "fixes are written into .txt and .md files only; this file was checked and left as it is",
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
                    format!("文件夹里没有可检查的文件（{READ}）{zh}"),
                    format!("the folder has no document to check ({READ}){en}"),
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
            Self::Packing(words) => say(
                language,
                format!("压缩包已损坏或不能解压：{words}"),
                format!("the archive is broken or cannot be unpacked: {words}"),
            ),
            Self::Ratio => say(
                language,
                "压缩比异常（可能是压缩炸弹），未解压",
                "it is packed so small that it may be a bomb; it was not unpacked",
            ),
            Self::TooManyEntries { limit } => say(
                language,
                format!("压缩包里的文件超过上限 {limit} 个，未读取"),
                format!("the archive holds more files than the limit of {limit}; it was not read"),
            ),
            Self::TooDeep { limit } => say(
                language,
                format!("压缩包套压缩包超过 {limit} 层，未读取；请解压后再检查"),
                format!("archives within archives beyond {limit} levels are not read; unpack it first"),
            ),
            Self::BrokenPdf => say(
                language,
                "PDF 已损坏或格式有误，请用阅读器打开后另存，或用原来的 .docx",
                "the PDF is broken; open it in a viewer and save it again, or take the .docx it was made from",
            ),
            Self::Scanned { pages } => say(
                language,
                format!("PDF 是扫描件（{pages} 页图片，没有文字），请用原来的 .docx，或先做文字识别（OCR）"),
                format!(
                    "the PDF is a scan ({pages} pages of pictures without words); take the .docx it was made from, \
                     or have its words recognised (OCR) first"
                ),
            ),
            Self::NoCharacters => say(
                language,
                "PDF 里的字体没有文字对照，读不出文字，请用原来的 .docx",
                "the fonts of the PDF do not say which characters they show; take the .docx it was made from",
            ),
            Self::TooManyPages { limit } => say(
                language,
                format!("PDF 超过 {limit} 页，未读取"),
                format!("the PDF has more pages than the limit of {limit}; it was not read"),
            ),
            Self::TooSlow { seconds } => say(
                language,
                format!("读取超过 {seconds} 秒，已停止"),
                format!("reading it took longer than {seconds} s and was stopped"),
            ),
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

/// How to turn a format that is not read into one that is.
fn office(ending: Option<&str>, language: Language) -> String {
    let name = ending.unwrap_or("doc");
    match name {
        "et" | "xlsb" => say(
            language,
            format!("不能直接读取 .{name} 表格，请用 WPS 或 Excel 另存为 .xlsx"),
            format!(".{name} tables are not read; save it as .xlsx in WPS or Excel"),
        ),
        "ofd" | "ceb" | "cebx" | "gd" | "sep" | "caj" => say(
            language,
            format!("不能直接读取 .{name} 版式文件，请用原来的文件（.docx），或用阅读器导出带文字的 .pdf"),
            format!(
                ".{name} files are not read; take the .docx it was made from, or export a .pdf with its text"
            ),
        ),
        _ => say(
            language,
            format!(
                "不能直接读取 .{name} 文件，请用 WPS 或 Word 另存为 .docx，或加 --convert 用 LibreOffice 转换"
            ),
            format!(
                ".{name} files are not read; save it as .docx in WPS or Word, or let LibreOffice convert it with --convert"
            ),
        ),
    }
}

impl Format {
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Pdf => ("PDF", "PDF"),
            Self::Zip => ("zip 或 docx、xlsx 等", "zip, or docx, xlsx and the like"),
            Self::OldOffice => ("旧版 doc、xls、wps 等", "the older doc, xls, wps and the like"),
            Self::RichText => ("RTF", "RTF"),
            Self::WebArchive => ("单个文件网页 mht", "a web archive, mht"),
            Self::WordXml => ("Word XML", "Word XML"),
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
