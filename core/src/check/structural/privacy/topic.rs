//! What words speak of: labels and column names of numbers, and what the rows of a table name.

use super::context::holds;
use crate::source::Source;
use std::cell::RefCell;

/// How many lines above a cell can hold its column's name.
const ABOVE: usize = 60;
/// The longest row of a table, in bytes.
const LONGEST: usize = 400;

/// What a label or a column's name speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Resident ids.
    Id,
    /// Disability certificates.
    Disability,
    /// Birthdays.
    Birth,
    /// Telephones, on paper and on screens.
    Telephone,
    /// Bank accounts.
    Account,
    /// Persons: columns that only a table of persons has.
    Person,
    /// Offices: columns of a table of contacts.
    Office,
    /// Numbers that may look like telephone numbers.
    Serial,
}

/// All topics with their words.
const TOPICS: [(Topic, &[&str]); 8] = [
    (
        Topic::Id,
        &[
            "身份证",
            "身份号码",
            "公民身份",
            "证件号",
            "证件编号",
            "社会保障号",
            "残疾证",
            "残疾人证",
            "学籍号",
            "居民证",
        ],
    ),
    (Topic::Disability, &["残疾"]),
    (Topic::Birth, &["出生", "生日"]),
    (Topic::Telephone, &["电话", "手机", "移动号", "联系", "热线", "微信", "传真", "致电", "拨打", "短信"]),
    (
        Topic::Account,
        &["卡号", "账号", "帐号", "账户", "帐户", "银行卡", "一卡通", "开户", "户名", "存折", "打卡"],
    ),
    (
        Topic::Person,
        &["身份证", "性别", "金额", "补贴", "年龄", "出生", "学校", "毕业", "住址", "银行", "卡号", "户主"],
    ),
    (
        Topic::Office,
        &[
            "联系",
            "单位",
            "部门",
            "机构",
            "科室",
            "窗口",
            "地址",
            "职务",
            "咨询",
            "热线",
            "电话",
            "责任人",
            "负责人",
        ],
    ),
    (
        Topic::Serial,
        &[
            "准考证",
            "考号",
            "编号",
            "学号",
            "工号",
            "证号",
            "账号",
            "帐号",
            "卡号",
            "代码",
            "注册号",
            "登记号",
            "流水号",
            "金额",
        ],
    ),
];

impl Topic {
    /// Its words.
    pub(super) const fn words(self) -> &'static [&'static str] {
        TOPICS[self as usize].1
    }
}

/// A set of topics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Topics(u16);

/// Marks a row that was read.
const READ: u16 = 1 << 14;
/// Marks a row that is none: running text.
const PROSE: u16 = 1 << 15;

impl Topics {
    /// Whether `topic` is one of them.
    pub(super) const fn holds(self, topic: Topic) -> bool {
        self.0 & (1 << topic as u16) != 0
    }

    fn of(row: &str) -> Self {
        if row.len() > LONGEST || row.contains('。') {
            return Self(PROSE | READ);
        }
        // Rows of digits and letters alone are the most of a long table.
        if row.is_ascii() {
            return Self(READ);
        }
        let found = TOPICS.iter().filter(|(_, words)| holds(row, words));
        Self(found.fold(READ, |all, (topic, _)| all | 1 << *topic as u16))
    }
}

/// What the lines of a text speak of, each read once, when first asked for.
#[derive(Debug, Default)]
pub(super) struct Columns(RefCell<Vec<Topics>>);

impl Columns {
    /// What the rows above line `index` speak of, as far up as they look like rows of a table.
    pub(super) fn above(&self, source: &Source<'_>, index: usize) -> Topics {
        let lines = source.lines();
        let mut read = self.0.borrow_mut();
        if read.is_empty() {
            read.resize(lines.len(), Topics::default());
        }
        let mut all = 0;
        for index in (index.saturating_sub(ABOVE)..index).rev() {
            let (Some(known), Some(line)) = (read.get_mut(index), lines.get(index)) else { break };
            if known.0 & READ == 0 {
                *known = Topics::of(source.slice(line.content()));
            }
            if known.0 & PROSE != 0 {
                break;
            }
            all |= known.0;
        }
        Topics(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_finds_its_own_words() {
        for (at, (topic, words)) in TOPICS.iter().enumerate() {
            assert_eq!(*topic as usize, at);
            assert_eq!(topic.words(), *words);
        }
    }

    #[test]
    fn rows_are_read_up_to_running_text() {
        let source = Source::new("联系电话见下。\n姓名\t身份证号\n张三\t1\n李四\t2");
        let columns = Columns::default();
        let above = columns.above(&source, 3);
        assert!(above.holds(Topic::Id));
        assert!(!above.holds(Topic::Telephone), "running text ends the table");
        assert_eq!(columns.above(&source, 0), Topics::default());
    }
}
