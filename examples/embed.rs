//! A vendor's service embeds the checker: rules are loaded once, then any number of threads share one checker.
//! Run: `cargo run -p gongkai-rules --example embed`

#![allow(clippy::print_stdout)]

use gongkai::{Checker, Input, Options, Report, Severity};

/// Two drafts as a publishing form would send them.
const DRAFTS: [(&str, &str); 2] = [
    (
        "草稿一",
        "云岭省数据服务局关于做好政务公开工作的通知\n\n各处室、直属单位：\n\n　　要抓好落实，，按时报送。\n",
    ),
    ("草稿二", "　　根据《政务公开工作要点要求，按时报送。\n"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Once, when the service starts.
    let rules = gongkai_rules::builtin().map_err(|errors| errors[0].clone())?;
    let options = Options {
        as_of: Some("2025-06-30".parse()?),
        calendar: gongkai_rules::calendar(),
        ..Options::default()
    };
    let checker = Checker::new(rules, options)?;

    // For each request, on whichever thread it comes: the checker is immutable and shared.
    let reports: Vec<Report> = std::thread::scope(|scope| {
        let threads: Vec<_> = DRAFTS
            .iter()
            .map(|(name, text)| scope.spawn(|| checker.check(&Input::new(*name, text))))
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()?.ok()).collect()
    });

    for report in &reports {
        for finding in &report.findings {
            let place =
                finding.span.map_or_else(String::new, |span| format!("{}:{}", span.line, span.column));
            println!("{}:{place} {} {}", finding.subject.path, finding.rule, finding.message);
            for law in finding.basis.iter() {
                println!("    《{}》{}", law.document, law.at.as_deref().unwrap_or_default());
            }
        }
    }
    let blocked = reports.iter().filter(|report| report.has_at_least(Severity::Error)).count();
    println!("{blocked} of {} drafts may not be published yet", reports.len());
    Ok(())
}
