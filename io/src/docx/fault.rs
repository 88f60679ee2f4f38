//! What is wrong with a file that should be a Word document, in both languages.

use crate::say;
use gongkai::Language;

/// Why a file cannot be read as a Word document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It is cut off or wrongly made; what the reader said of it.
    Broken(String),
    /// It is something else that only bears the ending.
    Other(Actual),
    /// It declares a document type, by which entities could fetch or multiply what is not in the file.
    Doctype,
    /// Its part is written in a way that no comment can be put into.
    Unmarkable,
    /// More files in the archive than the limit.
    TooManyEntries {
        /// The limit.
        limit: usize,
    },
    /// Elements stand in each other more deeply than the limit.
    TooDeep {
        /// The limit.
        limit: u32,
    },
    /// More paragraphs, runs and cells than the limit.
    TooManyRuns {
        /// The limit.
        limit: u32,
    },
}

/// What a file is that calls itself a Word document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum Actual {
    /// The older formats of Office and WPS: doc, wps.
    OldOffice,
    Workbook,
    Slides,
    /// odt and its kin.
    OpenDocument,
    Ofd,
    Pdf,
    Rtf,
    Html,
    /// An archive of other files.
    Archive,
    /// Text or bytes of no known format.
    Unknown,
}

impl Fault {
    pub(super) fn broken(words: impl Into<String>) -> Self {
        Self::Broken(words.into())
    }

    /// The fault in words.
    pub fn describe(&self, language: Language) -> String {
        match self {
            Self::Broken(words) => say(
                language,
                format!("Word 文件已损坏或不完整，请用 Word 或 WPS 打开后另存为 .docx：{words}"),
                format!(
                    "the file is broken or cut off; open it in Word or WPS and save it as .docx: {words}"
                ),
            ),
            Self::Other(actual) => {
                let (zh, en) = actual.names();
                say(
                    language,
                    format!("不是真正的 .docx 文件，内容是{zh}，请用 Word 或 WPS 打开后另存为 .docx"),
                    format!("this is no .docx file but {en}; open it in Word or WPS and save it as .docx"),
                )
            }
            Self::Doctype => say(
                language,
                "文件内有文档类型声明（DTD），可借外部实体引入他处内容，出于安全未读取",
                "the file declares a document type (DTD), by which other files could be drawn in; it was not read",
            ),
            Self::Unmarkable => say(
                language,
                "文件的写法特殊，不能加批注，请用 Word 或 WPS 打开后另存为 .docx",
                "the file is written in a way that takes no comments; open it in Word or WPS and save it as .docx",
            ),
            Self::TooManyEntries { limit } => say(
                language,
                format!("压缩包内的文件超过上限 {limit} 个，未读取"),
                format!("more files in the archive than the limit of {limit}; it was not read"),
            ),
            Self::TooDeep { limit } => say(
                language,
                format!("文件结构嵌套超过上限 {limit} 层，未读取"),
                format!("elements are nested more deeply than the limit of {limit}; it was not read"),
            ),
            Self::TooManyRuns { limit } => say(
                language,
                format!("段落、文字片段和单元格超过上限 {limit} 个，未读取；请分成几个文件"),
                format!(
                    "more paragraphs, runs and cells than the limit of {limit}; it was not read. Split the file"
                ),
            ),
        }
    }
}

impl Actual {
    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::OldOffice => ("旧版 doc 或 wps", "the older doc or wps"),
            Self::Workbook => ("电子表格", "a workbook"),
            Self::Slides => ("演示文稿", "slides"),
            Self::OpenDocument => (" OpenDocument（odt 等）", "OpenDocument (odt and the like)"),
            Self::Ofd => (" OFD 版式文件", "OFD"),
            Self::Pdf => (" PDF", "a PDF"),
            Self::Rtf => (" RTF", "RTF"),
            Self::Html => ("网页（HTML）", "a web page (HTML)"),
            Self::Archive => ("其他压缩包", "another archive"),
            Self::Unknown => ("其他格式", "in another format"),
        }
    }
}
