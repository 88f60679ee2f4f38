//! Invented records, as JSON lines: fields in one order, some blank, some absent, a few against the rules.

use super::random::Random;
use super::{AS_OF, KINDS, Lines};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::fmt::Write as _;

/// How often in a thousand a key is left out.
const ABSENT: u64 = 4;

/// How often in a thousand a value is one that a rule takes offence at.
const WRONG: u64 = 12;

/// `count` records of all kinds in equal parts; with what joins them, where `relations` is set.
pub fn generate(count: usize, relations: bool) -> Vec<Lines> {
    let part = (count / KINDS.len()) as u64;
    let kinds = KINDS.iter().map(|kind| {
        let mut random = Random::new(kind.len() as u64);
        let mut text = String::new();
        for at in 0..part {
            let mut line = Line { out: &mut text, random: &mut random, is_first: true };
            match *kind {
                "document" => line.document(at),
                "request" => line.request(at, relations.then_some(part)),
                "disclosure" => line.disclosure(at, relations.then_some(part)),
                _ => line.penalty(at, part),
            }
            text.push_str("}\n");
        }
        Lines { kind, text }
    });
    kinds.collect()
}

/// One record as it is written.
struct Line<'l> {
    out: &'l mut String,
    random: &'l mut Random,
    is_first: bool,
}

impl Line<'_> {
    fn wrong(&mut self) -> bool {
        self.random.happens(WRONG)
    }

    /// Writes a field, unless it happens to be absent.
    fn put(&mut self, name: &str, value: &str) {
        if name != "id" && self.random.happens(ABSENT) {
            return;
        }
        self.out.push(if self.is_first { '{' } else { ',' });
        self.is_first = false;
        let _ = write!(self.out, "\"{name}\":{value}");
    }

    fn text(&mut self, name: &str, value: &str) {
        self.put(name, &format!("\"{value}\""));
    }

    /// A day; what has happened has happened by the day of the audit.
    fn day(&mut self, name: &str, day: Option<Date>) {
        match day {
            Some(day) if matches!(name, "expires_on" | "extended_until") => self.text(name, &day.to_string()),
            Some(day) => self.text(name, &day.min(AS_OF).to_string()),
            None => self.put(name, "null"),
        }
    }

    fn list(&mut self, name: &str, words: &[&str]) {
        let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        self.put(name, &format!("[{}]", words.join(",")));
    }

    fn start(&mut self) -> Date {
        plus(date(2018, 3, 1), self.random.below(600))
    }

    /// A day some days after another, mostly soon; never before it, unless that is wrong.
    fn after(&mut self, day: Date, soon: u64, late: u64) -> Date {
        if self.wrong() {
            return if self.random.happens(300) { less(day, 3) } else { plus(day, late) };
        }
        plus(day, self.random.below(soon))
    }

    fn unit(&mut self, name: &str) {
        let units = ["政策研究处", "就业促进处", "规划财务处", "劳动关系处", "监察执法处", "办公室"];
        let unit = if self.wrong() {
            self.random.one_of(&["有关处室", "各处室", "省就业中心"])
        } else {
            self.random.one_of(&units)
        };
        if self.random.happens(20) { self.put(name, "null") } else { self.text(name, unit) }
    }

    fn title(&mut self, begin: &str) -> String {
        let about = self.random.one_of(&[
            "做好企业职工基本养老保险待遇调整工作",
            "进一步稳定和扩大就业",
            "规范劳务派遣用工",
            "公布技能人才评价目录",
            "加强工伤预防",
        ]);
        let end = self.random.one_of(&["的通知", "的意见", "有关事项"]);
        match self.random.below(200) {
            0 => format!("{begin}{about}的{end}"),
            1 => about.to_owned(),
            2 => "测试".to_owned(),
            3 => format!("{begin}{about}、{about}{end}"),
            4 => format!("2019年{about}"),
            _ => format!("{begin}{about}{end}"),
        }
    }

    fn document(&mut self, at: u64) {
        let dated = self.start();
        let year = if self.wrong() { 2019 } else { dated.year() };
        let type_ = self.random.one_of(&["办法", "规定", "意见", "通知", "通知", "通知", "函"]);
        let normative = self.random.happens(if type_ == "函" { 20 } else { 400 });
        let policy = self.random.happens(500);
        let openness = match self.random.below(20) {
            0 if !policy || self.wrong() => "exempt",
            1 | 2 => "on_request",
            _ => "proactive",
        };
        self.text("id", &format!("d{at}"));
        let title = self.title("关于");
        if self.random.happens(5) {
            self.put("title", "null")
        } else {
            self.text("title", &title)
        }
        let mark = if type_ == "函" && !self.wrong() { "函" } else { "" };
        let number = match self.wrong() {
            true => format!("云人社{mark}发[{year}]{at}号"),
            false => format!("云人社{mark}发〔{year}〕{at}号"),
        };
        if self.random.happens(50) {
            self.put("number", "null")
        } else {
            self.text("number", &number)
        }
        self.unit("drafting_unit");
        self.text("type", type_);
        self.put("policy", if policy { "true" } else { "false" });
        self.put("normative", if normative { "true" } else { "false" });
        self.text("openness", openness);
        match openness == "exempt" && !self.wrong() {
            true => self.text("exemption_basis", "属于内部事务信息"),
            false => self.put("exemption_basis", "null"),
        }
        self.day("dated_on", Some(dated));
        let published = (openness == "proactive" || self.wrong()).then(|| self.after(dated, 25, 60));
        self.day("published_on", published);
        let expires = (normative && self.random.happens(800)).then(|| {
            let days = if self.wrong() { 2400 } else { 300 + self.random.below(1500) };
            plus(dated, days)
        });
        self.day("expires_on", expires);
        let is_over = expires.is_some_and(|day| day < AS_OF) && !self.wrong();
        self.text("status", if is_over { "expired" } else { "in_force" });
        let known = ["就业", "社保", "人才", "工资", "维权"];
        let from = self.random.below(4) as usize;
        let mut topics = known[from..(from + 1 + self.random.below(3) as usize).min(5)].to_vec();
        if self.wrong() {
            topics.extend(["其他", "综合"]);
        }
        self.list("topics", &topics);
        match normative {
            true => {
                let days = if self.wrong() { 2 } else { 5 + self.random.below(10) };
                self.put("review_days", &days.to_string());
            }
            false => self.put("review_days", "null"),
        }
    }

    fn request(&mut self, at: u64, documents: Option<u64>) {
        let received = self.start();
        let id = if self.wrong() { format!("sq{at}") } else { format!("SQ{at:06}") };
        self.text("id", &id);
        self.unit("unit");
        let applicant = self.random.one_of(&["natural_person", "natural_person", "company", "other"]);
        self.text("applicant", applicant);
        let channel = self.random.one_of(&["in_person", "signed_mail", "internet", "internet"]);
        if self.random.happens(10) {
            self.put("channel", "null")
        } else {
            self.text("channel", channel)
        }
        self.day("received_on", Some(received));
        let is_answered = !self.random.happens(30);
        let extended = self.random.happens(100).then(|| self.after(received, 50, 90));
        let answered = is_answered.then(|| self.after(received, 28, 70));
        self.day("answered_on", answered);
        self.day("extended_until", extended);
        let corrected = self.random.happens(80).then(|| self.after(received, 8, 20));
        self.day("corrected_on", corrected);
        let outcome = self.random.one_of(&["granted", "granted", "granted", "refused", "not_held"]);
        match is_answered && !self.wrong() {
            true => self.text("outcome", outcome),
            false => self.put("outcome", "null"),
        }
        match outcome == "refused" && !self.wrong() {
            true => {
                let reason = self.random.one_of(&["属于行政执法案卷信息", "属于过程性信息", "内部事务"]);
                self.text("refusal_reason", reason);
            }
            false => self.put("refusal_reason", "null"),
        }
        let mut elements = vec!["姓名或者名称", "身份证明", "联系方式", "信息名称", "形式要求"];
        if self.wrong() {
            elements.drain(..2);
        }
        if self.wrong() {
            elements.drain(1..3);
        }
        if self.random.happens(4) {
            elements.push("其他");
        }
        self.list("elements", &elements);
        let excessive = self.random.happens(30);
        let fee = if excessive || self.random.happens(5) { 20.5 } else { 0.0 };
        self.put("fee", &format!("{fee:?}"));
        let pages = if excessive { 150 + self.random.below(400) } else { self.random.below(60) };
        if self.random.happens(50) {
            self.put("pages", "null");
        } else {
            self.put("pages", &pages.to_string());
        }
        self.put("excessive", if excessive { "true" } else { "false" });
        if let Some(documents) = documents {
            let of = self.random.below(documents);
            self.text("of", &format!("d{of}"));
        }
    }

    fn disclosure(&mut self, at: u64, documents: Option<u64>) {
        let formed = self.start();
        self.text("id", &format!("p{at}"));
        let title = self.title("");
        self.text("title", &title);
        let category = self.random.one_of(&["policy", "policy", "budget", "statistics", "personnel"]);
        if self.random.happens(5) {
            self.put("category", "null");
        } else {
            self.text("category", category);
        }
        self.unit("unit");
        self.day("formed_on", Some(formed));
        let published = (!self.wrong()).then(|| self.after(formed, 19, 40));
        self.day("published_on", published);
        let period = if self.wrong() { 60 } else { [30, 90, 180, 365][self.random.below(4) as usize] };
        let updated = self.random.happens(700).then(|| self.after(formed, 30, 400));
        self.day("updated_on", updated);
        let mut channels = vec!["网站", "公众号", "公告栏"];
        channels.truncate(1 + self.random.below(3) as usize);
        match self.random.below(100) {
            0 => channels = vec!["公报"],
            1 => channels.push("报纸"),
            2 if self.random.happens(300) => channels.clear(),
            _ => {}
        }
        self.list("channels", &channels);
        self.put("period_days", &period.to_string());
        let scheme = if self.wrong() { "http" } else { "https" };
        let site = if self.wrong() { "hr.example.cn" } else { "hrss.yunling.gov.cn" };
        let end = if self.random.happens(100) { "pdf" } else { "html" };
        self.text("url", &format!("{scheme}://{site}/art/{}/{at}.{end}", formed.year()));
        let views = if self.wrong() { 200_000 } else { self.random.below(3000) };
        self.put("views", &views.to_string());
        let readable = end == "html" || !self.wrong();
        self.put("machine_readable", if readable { "true" } else { "false" });
        if let Some(documents) = documents {
            let of = self.random.below(documents);
            self.text("number", &format!("云人社发〔2018〕{of}号"));
        }
    }

    fn penalty(&mut self, at: u64, count: u64) {
        let decided = self.start();
        self.text("id", &format!("x{at}"));
        let name = self.random.one_of(&["云岭第一建筑有限公司", "春和劳务派遣有限公司", "山海餐饮管理中心"]);
        let party = match self.random.below(100) {
            0 => "李某".to_owned(),
            1 => "王**某公司".to_owned(),
            _ => format!("{name}{}分公司", at % 40),
        };
        self.text("party", &party);
        let holder = self.random.below(count * 2);
        let code = match self.random.below(150) {
            0 => "91530000".to_owned(),
            1 => format!("9153000ma{holder:08}x"),
            _ => format!("9153000MA{holder:08}X"),
        };
        if self.random.happens(40) {
            self.put("code", "null")
        } else {
            self.text("code", &code)
        }
        let kind = self.random.one_of(&["penalty", "penalty", "licence", "compulsion"]);
        self.text("kind", kind);
        self.unit("unit");
        self.day("decided_on", Some(decided));
        let published = (!self.random.happens(20)).then(|| self.after(decided, 10, 30));
        self.day("published_on", published);
        let altered = self.random.happens(40).then(|| self.after(plus(decided, 1), 90, 5));
        self.day("altered_on", altered);
        let withdrawn = altered.filter(|_| !self.random.happens(100)).map(|day| self.after(day, 4, 9));
        self.day("withdrawn_on", withdrawn);
        let amount = match self.random.below(100) {
            0 => 1_500_000.5,
            1..8 => 60_000.5,
            _ => 500.5 + self.random.below(20_000) as f64,
        };
        match kind == "penalty" || self.wrong() {
            true if !self.wrong() => self.put("amount", &amount.to_string()),
            _ => self.put("amount", "null"),
        }
        let basis = match self.random.below(100) {
            0 => "有关规定",
            1 => "劳动保障监察条例第三十条",
            2 => "《劳动保障监察条例》",
            _ => "《劳动保障监察条例》第三十条第一款",
        };
        self.text("basis", basis);
        let officers = if self.wrong() { 1 } else { 2 + self.random.below(3) };
        self.put("officers", &officers.to_string());
        let hearing = amount > 50_000.0 && kind == "penalty" || self.random.happens(5);
        let held = hearing && !self.wrong();
        self.put("hearing", if held { "true" } else { "false" });
    }
}

fn plus(day: Date, days: u64) -> Date {
    day.saturating_add(i64::try_from(days).unwrap_or_default().days())
}

fn less(day: Date, days: i64) -> Date {
    day.saturating_sub(days.days())
}
