//! A folder as people have it: everything that is a document is checked, whatever it calls itself; the rest is named.

mod common;

use common::{stderr, stdout, with_pack, zip};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

fn gongkai(folder: &Path, args: &[&str], path: &Path) -> Output {
    with_pack(folder, args).env("PATH", path).output().unwrap()
}

fn words(output: &Output) -> (String, String) {
    (stdout(output), stderr(output))
}

fn word_document(words: &str) -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned()),
        ("word/document.xml", format!("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>首段</w:t></w:r></w:p><w:p><w:r><w:t>𠮷😀</w:t></w:r><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>")),
    ];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_bytes()));
    zip(&parts)
}

const OLD: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const PAGE: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><div class=\"TRS_Editor\"><p>各处室：</p><p>要抓好落实，，按时报送。</p></div></body></html>";

#[test]
fn a_mixed_folder_is_checked_whole() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("a.txt", "落实，，\n".as_bytes());
    write("b.md", "# **落实，，**\n".as_bytes());
    write("c.html", PAGE.as_bytes());
    write("网页.doc", PAGE.as_bytes());
    write("d.docx", &word_document("落实，，"));
    write("真正的.wps", &word_document("落实，，"));
    write("附件1.关于落实的通知", "落实，，\n".as_bytes());
    write("old.doc", &OLD);
    write("~$d.docx", b"lock");
    write("台账.xlsx", b"");
    let nowhere = folder.path().join("nowhere");

    let output = gongkai(folder.path(), &["check", ".", "--format", "json"], &nowhere);
    let (out, told) = words(&output);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let found: Vec<(&str, &serde_json::Value)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["subject"]["path"].as_str().unwrap(), &finding["origin"]))
        .collect();
    let paths: Vec<&str> = found.iter().map(|(path, _)| *path).collect();
    assert_eq!(paths, ["a.txt", "b.md", "c.html", "d.docx", "真正的.wps", "网页.doc"], "{told}");
    let origin = |path: &str| found.iter().find(|(known, _)| *known == path).unwrap().1;
    let place = |path: &str, name: &str| origin(path)[name].as_u64();
    let start = PAGE.find("，，").unwrap() as u64;
    assert_eq!((place("c.html", "start"), place("c.html", "end")), (Some(start), Some(start + 6)));
    assert_eq!((place("d.docx", "paragraph"), place("d.docx", "run")), (Some(2), Some(2)));
    assert!(origin("a.txt").is_null());
    assert!(told.contains("另有 3 个文件未检查（- 1, .doc 1, .xlsx 1）"), "{told}");
    assert!(told.contains("；.doc、.wps 等可加 --convert"), "{told}");

    let output = gongkai(folder.path(), &["check", "d.docx", "--fix"], &nowhere);
    let (_, told) = words(&output);
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("d.docx：改正只能写回"), "{told}");
}

#[test]
#[cfg(unix)]
fn old_formats_are_said_how_to_convert_and_libreoffice_converts_them() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("old.doc"), OLD).unwrap();
    let bin = folder.path().join("bin");
    let (_, told) = words(&gongkai(folder.path(), &["check", "old.doc"], &bin));
    assert!(
        told.contains("old.doc：不能直接读取 .doc 文件，请用 WPS 或 Word 另存为 .docx，或加 --convert"),
        "{told}"
    );
    let (_, told) = words(&gongkai(folder.path(), &["check", "old.doc", "--convert"], &bin));
    assert!(told.contains("old.doc：--convert 要用 LibreOffice，但没有找到 soffice"), "{told}");

    // What LibreOffice would do: the last two arguments are the folder and the file.
    fs::create_dir(&bin).unwrap();
    let made = folder.path().join("made");
    fs::write(&made, word_document("落实，，")).unwrap();
    let script = |words: &str| {
        let path = bin.join("soffice");
        fs::write(&path, format!("#!/bin/sh\n{words}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    };
    script(&format!(
        "while [ $# -gt 2 ]; do shift; done\n/bin/mkdir -p \"$1\" && /bin/cp {} \"$1/document.docx\"",
        made.display()
    ));
    let (out, told) = words(&gongkai(folder.path(), &["check", ".", "--convert"], &bin));
    assert!(out.contains(" --> old.doc:2:"), "{out}{told}");
    script("exit 0");
    let (_, told) = words(&gongkai(folder.path(), &["check", "old.doc", "--convert"], &bin));
    assert!(told.contains("old.doc：LibreOffice 未能转换"), "{told}");
}
