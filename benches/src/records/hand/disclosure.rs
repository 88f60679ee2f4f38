//! What is disclosed.

use super::super::Count;
use super::field::{Field, and, between, days, or, workdays};
use gongkai::calendar::Calendar;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct Disclosure {
    #[allow(dead_code)]
    id: Field<String>,
    title: Field<String>,
    category: Field<Category>,
    unit: Field<String>,
    formed_on: Field<Date>,
    published_on: Field<Date>,
    updated_on: Field<Date>,
    channels: Field<Vec<String>>,
    period_days: Field<i64>,
    url: Field<String>,
    views: Field<i64>,
    machine_readable: Field<bool>,
}

#[derive(Debug, Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Category {
    Policy,
    Budget,
    Statistics,
    Personnel,
}

const CHANNELS: [&str; 5] = ["网站", "网上大厅", "公告栏", "公众号", "公报"];

pub(super) fn judge(disclosure: &Disclosure, calendar: &Calendar, counts: &mut [Count; 20]) {
    let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19] = counts;
    let Disclosure { title, category, formed_on, published_on, channels, url, views, .. } = disclosure;
    let (published, titled, linked) = (published_on.has(), title.has(), url.has());
    c0.judge(and(category.is(&Category::Policy), || published), || {
        Some(published_on.copied()? <= workdays(calendar, formed_on, 20)?)
    });
    c1.judge(published, || Some(published_on.copied()? >= formed_on.copied()?));
    c2.judge(disclosure.updated_on.has(), || {
        let last = days(published_on, disclosure.period_days.copied()?)?;
        Some(disclosure.updated_on.copied()? <= last)
    });
    c3.judge(published, || Some(!channels.get()?.is_empty()));
    let wide = or(category.is(&Category::Policy), || category.is(&Category::Budget));
    c4.judge(wide, || Some(channels.get()?.iter().any(|channel| channel == "网站")));
    c5.judge(channels.get().map(|channels| !channels.is_empty()), || {
        Some(channels.get()?.iter().all(|channel| CHANNELS.contains(&channel.as_str())))
    });
    c6.judge(and(views.has(), || Some(views.copied()? > 1000)), || {
        Some(channels.get()?.iter().any(|channel| channel.starts_with('网')))
    });
    c7.judge(linked, || Some(url.get()?.starts_with("https://")));
    c8.judge(linked, || Some(url.get()?.contains(".gov.cn/")));
    c9.judge(and(linked, || disclosure.machine_readable.has()), || {
        or(Some(!url.get()?.ends_with(".pdf")), || disclosure.machine_readable.copied())
    });
    c10.judge(disclosure.period_days.has(), || {
        Some(matches!(disclosure.period_days.copied()?, 30 | 90 | 180 | 365))
    });
    c11.judge(views.has(), || Some((0..100_000).contains(&views.copied()?)));
    c12.judge(titled, || Some(title.get()?.chars().count() >= 5));
    c13.judge(titled, || {
        let title = title.get()?;
        Some(!title.contains("测试") && !title.contains("test"))
    });
    c14.judge(and(category.is(&Category::Budget), || published), || {
        Some(published_on.copied()? <= days(formed_on, 20)?)
    });
    c15.judge(category.is(&Category::Statistics), || disclosure.machine_readable.copied());
    c16.judge(and(category.is(&Category::Personnel), || published), || {
        Some(between(formed_on, published_on)? >= 1)
    });
    c17.judge(disclosure.unit.has(), || {
        or(Some(disclosure.unit.get()? != "办公室"), || category.is(&Category::Policy))
    });
    c18.judge(and(formed_on.has(), || Some(formed_on.copied()?.year() >= 2019)), || published);
    c19.judge(titled, || Some(!title.get()?.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric)));
}
