//! Word documents made for tests: a body's XML and what it needs of other parts.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The namespaces of the usual edition of the standard.
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="w:wp" xmlns:wps="w:wps" xmlns:a="w:a" xmlns:v="w:v" xmlns:m="w:m""#;
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document in the making.
pub(crate) struct Fixture {
    document: String,
    /// File, kind and contents of the parts besides.
    parts: Vec<(String, String, String)>,
}

impl Fixture {
    /// A document with this body, between `<w:body>` and `</w:body>`.
    pub(crate) fn new(body: &str) -> Self {
        Self::raw(&format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"))
    }

    /// A document whose part is this, but for its declaration.
    pub(crate) fn raw(document: &str) -> Self {
        let document = format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n{document}");
        Self { document, parts: Vec::new() }
    }

    /// With another part: `styles`, `numbering`, `footnotes`. Its root element has that name.
    pub(crate) fn with(self, kind: &str, contents: &str) -> Self {
        let root = match kind {
            "header" => "hdr",
            "footer" => "ftr",
            kind => kind,
        };
        let number = self.parts.iter().filter(|(_, other, _)| other == kind).count() + 1;
        let file = match kind {
            "header" | "footer" => format!("{kind}{number}"),
            kind => kind.to_owned(),
        };
        self.with_part(&file, kind, &format!("<w:{root} {NAMESPACES}>{contents}</w:{root}>"))
    }

    /// With another part, whole. Its relation is its file's name with `rId` before it.
    pub(crate) fn with_part(mut self, file: &str, kind: &str, contents: &str) -> Self {
        self.parts.push((file.to_owned(), kind.to_owned(), contents.to_owned()));
        self
    }

    /// The file's bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let relation = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
        };
        let relations = |words: String| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{words}</Relationships>"
            )
        };
        let mut overrides = String::from(
            r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
        );
        let mut names = String::new();
        for (file, kind, _) in &self.parts {
            names.push_str(&relation(&format!("rId{file}"), kind, &format!("{file}.xml")));
            overrides.push_str(&format!(
                r#"<Override PartName="/word/{file}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>"#
            ));
        }
        let types = format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>"
        );
        let main = relation("rId1", "officeDocument", "word/document.xml");
        let mut entries = vec![
            ("[Content_Types].xml".to_owned(), types),
            ("_rels/.rels".to_owned(), relations(main)),
            ("word/document.xml".to_owned(), self.document.clone()),
            ("word/_rels/document.xml.rels".to_owned(), relations(names)),
        ];
        entries.extend(
            self.parts.iter().map(|(file, _, contents)| (format!("word/{file}.xml"), contents.clone())),
        );
        archive(&entries)
    }
}

/// An archive of these entries.
pub(crate) fn archive<C: AsRef<[u8]>>(entries: &[(String, C)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in entries {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(contents.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A paragraph of one run.
pub(crate) fn paragraph(words: &str) -> String {
    format!("<w:p>{}</w:p>", run(words))
}

/// A run.
pub(crate) fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A paragraph of the list, at the level.
pub(crate) fn item(list: u32, level: u32, words: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>",
        run(words)
    )
}

/// A table of these rows of cells' contents.
pub(crate) fn table(rows: &[&[&str]]) -> String {
    let rows: String = rows
        .iter()
        .map(|cells| {
            let cells: String =
                cells.iter().map(|words| format!("<w:tc>{}</w:tc>", paragraph(words))).collect();
            format!("<w:tr>{cells}</w:tr>")
        })
        .collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
}
