//! A vendor's service embeds the checker: rules once, then any number of texts from any number of threads.
//! Run: `cargo run -p gongkai-rules --example embed`

#![allow(clippy::print_stdout)]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = gongkai_rules::builtin().map_err(|errors| errors[0].clone())?;
    let options = gongkai::Options { calendar: gongkai_rules::calendar(), ..gongkai::Options::default() };
    let checker = gongkai::Checker::new(rules, options)?;
    let report = checker.check(&gongkai::Input::new("草稿", "各处室、单位要抓好落实，，按时报送。"))?;
    for finding in &report.findings {
        println!("{}: {}", finding.rule, finding.message);
    }
    Ok(())
}
