//! .ods.

use crate::files::{refused, rows, tables, text, zip};
use gongkai::record::Cell;
use gongkai_io::Reason;
use jiff::civil::{date, datetime};

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\" \
    xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"";

fn workbook(tables: &str, manifest: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {SPACES}><office:body><office:spreadsheet>{tables}</office:spreadsheet>\
         </office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", &format!("<manifest:manifest {SPACES}>{manifest}</manifest:manifest>")),
        ("content.xml", &content),
    ])
}

fn words(words: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>")
}

fn value(kind: &str, value: &str) -> String {
    let name =
        if matches!(kind, "float" | "percentage") { "value".to_owned() } else { format!("{kind}-value") };
    format!(
        "<table:table-cell office:value-type=\"{kind}\" office:{name}=\"{value}\"><text:p>x</text:p></table:table-cell>"
    )
}

#[test]
fn cells_keep_their_kinds_and_places() {
    let row = [
        words("一"),
        value("float", "12"),
        value("percentage", "0.25"),
        value("boolean", "true"),
        value("date", "2019-06-28"),
        value("date", "2019-06-28T08:30:00"),
        value("time", "PT08H30M00S"),
    ]
    .concat();
    let bytes = workbook(
        &format!(
            "<table:table table:name=\"公文\">\
             <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"9\"/></table:table-row>\
             <table:table-row><table:table-cell/>{row}</table:table-row>\
             <table:table-row><table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" \
             calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>\
             <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
             </table:table><table:table table:name=\"空\"><table:table-row><table:table-cell/></table:table-row></table:table>"
        ),
        "",
    );
    let grids = tables("a.ods", &bytes);
    let expected: [(u32, &[Cell]); 2] = [
        (
            3,
            &[
                Cell::Blank,
                text("一"),
                Cell::Integer(12),
                Cell::Number(0.25),
                Cell::Boolean(true),
                Cell::Date(date(2019, 6, 28)),
                Cell::Time(datetime(2019, 6, 28, 8, 30, 0, 0)),
                text("08:30"),
            ],
        ),
        (4, &[Cell::Error("#DIV/0!".to_owned())]),
    ];
    assert_eq!(rows(&grids[0]), expected);
    assert_eq!((grids[1].sheet.as_deref(), grids[1].rows.len()), (Some("空"), 0));
}

#[test]
fn a_password_is_said() {
    let entry = "<manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry>";
    assert_eq!(refused("a.ods", &workbook("", entry)), Reason::Password);
}

#[test]
fn what_is_broken_is_an_error() {
    let bytes = workbook(&format!("<table:table table:name=\"a\"><table:table-row>{}", words("甲")), "");
    assert!(matches!(refused("a.ods", &bytes), Reason::Broken(_)));
    assert!(matches!(refused("a.ods", &zip(&[("mimetype", "x")])), Reason::Broken(_)));
}
