//! What is wrong with a dossier's tables, with the place and the way out. Nothing else is lost by it.

use crate::check::Language;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where in the dossier: a file, perhaps a sheet, a row and a column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RecordPlace {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Arc<str>>,
    /// The row in the sheet or the line in the file, from 1; 0: the table as a whole.
    #[serde(default)]
    pub row: u32,
    /// The column's header as the table writes it, or the field's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<Arc<str>>,
}

impl RecordPlace {
    /// The place in words: file, sheet, row, column.
    pub fn words(&self, language: Language) -> String {
        let mut words = self.file.to_string();
        let zh = language == Language::Zh;
        if let Some(sheet) = &self.sheet {
            words += &if zh { format!(" 工作表“{sheet}”") } else { format!(" sheet “{sheet}”") };
        }
        if self.row > 0 {
            words += &if zh { format!(" 第{}行", self.row) } else { format!(" row {}", self.row) };
        }
        if let Some(column) = &self.column {
            words += &if zh { format!(" “{column}”列") } else { format!(" column “{column}”") };
        }
        words
    }
}

/// What is wrong at one place of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordProblem {
    /// Where.
    pub place: RecordPlace,
    /// What.
    #[serde(flatten)]
    pub what: RecordFault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum RecordFault {
    /// No kind of record has a table of that name.
    UnknownTable {
        /// The name.
        name: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
    /// No row of the table's beginning holds its headers.
    NoHeader {
        /// The kind of record.
        kind: String,
    },
    /// The kind has no such field: the column is left out.
    UnknownColumn {
        /// The header.
        name: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
    /// Two columns of a table name one field: the second is left out.
    SecondColumn {
        /// The field.
        field: String,
    },
    /// A column that the kind cannot do without is not there: the table is left out.
    MissingColumn {
        /// Its header.
        name: String,
    },
    /// A cell is not what its field holds: it counts as unknown.
    WrongType {
        /// The cell.
        value: String,
        /// What was expected, in Chinese and English.
        expected: (String, String),
        /// The nearest value that the field knows.
        nearest: Option<String>,
    },
    /// A record's id is another's too.
    DuplicateId {
        /// The id.
        value: String,
        /// The row that had it first.
        first: u32,
    },
    /// A reference to a record that is not there: it counts as unknown.
    Dangling {
        /// What it says.
        value: String,
        /// The kind that it refers to.
        kind: String,
        /// The nearest id.
        nearest: Option<String>,
    },
    /// Two records tell of one document.
    SameDocument {
        /// Its number.
        value: String,
        /// The row that told of it first.
        first: u32,
    },
    /// References lead back to where they began.
    Cycle {
        /// The ids on the way.
        path: Vec<String>,
    },
    /// The file's records cannot be read from here on.
    Unreadable {
        /// Why.
        reason: String,
    },
}

impl RecordProblem {
    /// Whether something was lost by it, so that the run cannot be called complete.
    pub fn is_error(&self) -> bool {
        !matches!(self.what, RecordFault::UnknownColumn { .. } | RecordFault::SecondColumn { .. })
    }

    /// The place and what is wrong there.
    pub fn describe(&self, language: Language) -> String {
        format!("{}: {}", self.place.words(language), self.what.describe(language))
    }
}

impl RecordFault {
    /// What is wrong, and the way out.
    pub fn describe(&self, language: Language) -> String {
        let zh = language == Language::Zh;
        let or = |nearest: &Option<String>| match (nearest, zh) {
            (Some(nearest), true) => format!("，是不是“{nearest}”？"),
            (Some(nearest), false) => format!(" (“{nearest}”?)"),
            (None, _) => String::new(),
        };
        match self {
            Self::UnknownTable { name, nearest } if zh => {
                format!("不认识名为“{name}”的表{}；gongkai schema 列出全部种类", or(nearest))
            }
            Self::UnknownTable { name, nearest } => {
                format!("no kind of record has a table named “{name}”{}; see `gongkai schema`", or(nearest))
            }
            Self::NoHeader { kind } if zh => {
                format!("前二十行里找不到“{kind}”表的表头；gongkai init 给出带表头的空表")
            }
            Self::NoHeader { kind } => {
                format!("none of the first twenty rows holds the headers of `{kind}`; see `gongkai init`")
            }
            Self::UnknownColumn { name, nearest } if zh => {
                format!("不认识“{name}”列，未读取{}", or(nearest))
            }
            Self::UnknownColumn { name, nearest } => {
                format!("column “{name}” is not known and was left out{}", or(nearest))
            }
            Self::SecondColumn { field } if zh => format!("另有一列也是“{field}”，本列未读取"),
            Self::SecondColumn { field } => {
                format!("another column is `{field}` already; this one was left out")
            }
            Self::MissingColumn { name } if zh => format!("缺少必需的“{name}”列，整张表未读取"),
            Self::MissingColumn { name } => {
                format!("the needed column “{name}” is missing; the table was left out")
            }
            Self::WrongType { value, expected, nearest } if zh => {
                format!("“{value}”不是{}，按未知处理{}", expected.0, or(nearest))
            }
            Self::WrongType { value, expected, nearest } => {
                format!("“{value}” is not {}; it counts as unknown{}", expected.1, or(nearest))
            }
            Self::DuplicateId { value, first } if zh => format!("编号“{value}”与第{first}行重复"),
            Self::DuplicateId { value, first } => format!("the id “{value}” is that of row {first} too"),
            Self::Dangling { value, kind, nearest } if zh => {
                format!("没有“{value}”这条{kind}记录{}", or(nearest))
            }
            Self::Dangling { value, kind, nearest } => format!("there is no {kind} “{value}”{}", or(nearest)),
            Self::SameDocument { value, first } if zh => format!("{value}与第{first}行是同一份文件"),
            Self::SameDocument { value, first } => format!("{value} is the document of row {first} too"),
            Self::Cycle { path } if zh => format!("引用成环：{}", path.join(" → ")),
            Self::Cycle { path } => format!("the references form a circle: {}", path.join(" → ")),
            Self::Unreadable { reason } if zh => format!("无法读取：{reason}"),
            Self::Unreadable { reason } => format!("cannot be read: {reason}"),
        }
    }
}
