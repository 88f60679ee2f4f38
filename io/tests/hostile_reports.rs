//! A document that would act in a report: markup, formulas, letters that turn the order of others. In no report it does.

use gongkai::{Checker, Input, Language, Options, PackSource, Report, RuleSet};
use gongkai_io::render::{Format, Snippets, Verdicts, View, Written};
use gongkai_io::{FailOn, Problem};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

const SCRIPT: &str = "<script>alert(1)</script>";
const IMAGE: &str = "\"'><img src=x onerror=alert(2)>";
const FORMULA: &str = "=cmd|' /C calc'!A0";
const TURNED: &str = "通知\u{202E}txt.exe\u{202C}";

fn rules() -> RuleSet {
    let file = format!(
        "name = {{ zh = '{SCRIPT}', en = \"{SCRIPT}\" }}\nseverity = \"error\"\n\
         [[basis]]\ndocument = '{SCRIPT}'\ncertainty = \"verified\"\n\
         [pattern]\nforbid = 'XX[^\\n]*'\nreplace = '{SCRIPT}'\n\
         [message]\nzh = '{{match}}'\nen = '{{match}}'\nwhy = {{ zh = '{SCRIPT}', en = '' }}\n"
    );
    let pack = PackSource {
        id: "trial".to_owned(),
        manifest: "name = { zh = \"试\", en = \"trial\" }\nversion = \"1.0.0\"\n".to_owned(),
        files: vec![("text/hostile.toml".to_owned(), file)],
    };
    RuleSet::load(&[pack]).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// Findings whose every word would act.
fn hostile() -> (Report, Snippets, Arc<RuleSet>) {
    let rules = Arc::new(rules());
    let checker = Checker::new(Arc::clone(&rules), Options::default()).unwrap();
    let text = format!("{SCRIPT}{TURNED}\n\nXX{SCRIPT}{IMAGE}{TURNED}\u{0}\u{1B}[31m]]>\n");
    let path = format!("a/{SCRIPT}/{FORMULA}{TURNED}.txt");
    let mut report = checker.check(&Input::new(path, &text)).unwrap();
    assert_eq!(report.findings.len(), 1);
    let mut record = report.findings[0].clone();
    record.span = None;
    record.fix = None;
    FORMULA.clone_into(&mut record.message);
    record.help = Some(format!("{FORMULA}{IMAGE}").into());
    record.owner = Some(format!("{FORMULA}{SCRIPT}"));
    record.task = Some(format!("{SCRIPT}{TURNED}").into());
    record.subject.sheet = Some(format!("{FORMULA}{SCRIPT}").into());
    record.subject.id = Some(format!("@SUM(1){IMAGE}").into());
    record.subject.row = Some(2);
    "f".clone_into(&mut record.fingerprint);
    report.findings.push(record);
    let mut snippets = Snippets::default();
    snippets.keep(&text, &report.findings);
    (report, snippets, rules)
}

fn written(format: Format) -> Vec<u8> {
    let (report, snippets, rules) = hostile();
    let problems = [Problem::new(format!("{SCRIPT}{TURNED}"), gongkai_io::Reason::Missing)];
    let tasks = BTreeMap::from([(format!("{SCRIPT}{TURNED}"), format!("{IMAGE}{SCRIPT}"))]);
    let view = View {
        report: &report,
        rules: &rules,
        snippets: &snippets,
        problems: &problems,
        tasks: &tasks,
        language: Language::Zh,
        fail_on: FailOn::Error,
        verdicts: Verdicts::Findings,
    };
    match format.write(&view).unwrap() {
        Written::Text(text) | Written::Table(text) => text.into_bytes(),
        Written::Bytes(bytes) => bytes,
    }
}

fn text(format: Format) -> String {
    String::from_utf8(written(format)).unwrap()
}

#[test]
fn a_page_shows_it_and_does_not_run_it() {
    let page = text(Format::Html);
    assert_eq!(page.matches("<script").count(), 1, "our own alone");
    assert!(!page.contains("<img"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("U+202E"));
    // Outside of attributes and the policy, no letter that turns others is left.
    let seen: String = page.split('>').map(|part| part.split('<').next().unwrap_or_default()).collect();
    assert!(!seen.contains(['\u{202E}', '\u{202C}', '\0', '\u{1B}']));
}

#[test]
fn a_table_calculates_nothing() {
    let table = text(Format::Csv);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    for record in reader.records() {
        for field in &record.unwrap() {
            assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{field}");
        }
    }
    assert!(table.contains(&format!("'{FORMULA}")));
}

#[test]
fn a_workbook_calculates_nothing_and_has_names_that_excel_takes() {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(written(Format::Xlsx))).unwrap();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "a formula in {name}");
        assert!(!xml.contains("<script"), "{name}");
        assert!(!xml.contains("TargetMode=\"External\""), "{name} leads elsewhere");
        let mut reader = quick_xml::Reader::from_str(&xml);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }
}

#[test]
fn junit_is_xml_of_its_own_elements_alone() {
    let xml = text(Format::Junit);
    let mut reader = quick_xml::Reader::from_str(&xml);
    let known = ["testsuites", "testsuite", "testcase", "failure", "skipped", "system-out"];
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(element) | quick_xml::events::Event::Empty(element) => {
                let name = element.name();
                let name: &str = name.as_ref();
                assert!(known.contains(&name), "{name}");
                element.attributes().for_each(|attribute| drop(attribute.unwrap()));
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(!xml.contains(['\0', '\u{1B}']), "{xml}");
}

#[test]
fn sarif_names_files_as_uris_alone() {
    let log: serde_json::Value = serde_json::from_str(&text(Format::Sarif)).unwrap();
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && !uri.contains(['<', '"', '\'', ' ', '|']), "{uri}");
    }
    assert!(!text(Format::Sarif).contains("](javascript"));
}

#[test]
fn the_others_are_data_of_their_formats() {
    for format in [Format::Json, Format::Gitlab, Format::Rdjson] {
        serde_json::from_str::<serde_json::Value>(&text(format)).unwrap();
    }
    let commands = text(Format::Github);
    assert_eq!(commands.lines().count(), 2, "{commands}");
    assert!(commands.lines().all(|line| line.starts_with("::error ")), "{commands}");
}
