//! What a user should know of the reading of a Word document.

use super::View;
use super::lines::Tally;
use super::sources::Parts;
use crate::Remark;

/// The remarks, in a fixed order.
pub(super) fn remarks(parts: &Parts<'_>, tally: Tally, view: View) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut add = |count: u32, zh: String, en: String| {
        if count > 0 {
            remarks.push(Remark { zh, en });
        }
    };
    let changes = tally.changes;
    match view {
        View::Accepted => add(
            changes,
            format!("文件有 {changes} 处修订标记，按接受修订后的文字检查"),
            format!("{changes} tracked changes; the text is read as if they were accepted"),
        ),
        View::Original => add(
            changes,
            format!("文件有 {changes} 处修订标记，按拒绝修订后的原文检查"),
            format!("{changes} tracked changes; the text is read as if they were rejected"),
        ),
    }
    let comments = parts.body.comments + parts.notes.iter().map(|(_, part)| part.comments).sum::<u32>();
    add(
        comments,
        format!("文件有 {comments} 条批注，未检查"),
        format!("{comments} comments were not checked"),
    );
    let contents = tally.contents;
    add(
        contents,
        format!("自动目录（{contents} 行）重复正文标题，未检查"),
        format!("a table of contents ({contents} lines) repeats the headings and was left out"),
    );
    let hidden = tally.hidden;
    add(
        hidden,
        format!("文件有 {hidden} 处隐藏文字，未检查"),
        format!("{hidden} runs of hidden text were not checked"),
    );
    let foreign = parts.body.foreign;
    add(
        foreign,
        format!("文件嵌入了 {foreign} 个其他格式的文件，未检查"),
        format!("{foreign} embedded files in other formats were not read"),
    );
    remarks
}
