//! Archives as inputs: what is in them is checked, and what they hold against us is answered.

mod common;

use common::{stderr, stdout, with_pack, zip};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn gongkai(folder: &Path, args: &[&str]) -> Output {
    with_pack(folder, args).output().unwrap()
}

fn words(output: &Output) -> (String, String) {
    (stdout(output), stderr(output))
}

const WRONG: &[u8] = "云办发[2019]6号\n各处室负责，，按时报送。\n".as_bytes();

#[test]
fn what_is_in_an_archive_is_checked_under_its_path_and_not_written() {
    let folder = TempDir::new().unwrap();
    let inner = zip(&[("b.txt", WRONG), ("deep.zip", &zip(&[("c.txt", WRONG)]))]);
    let outer = zip(&[
        ("a/通知.txt", WRONG),
        ("__MACOSX/a/._通知.txt", WRONG),
        ("../../../evil.txt", WRONG),
        ("台账.csv", b"a,b"),
        ("picture.png", b"PNG"),
        ("inner.zip", &inner),
    ]);
    fs::write(folder.path().join("a.zip"), &outer).unwrap();
    let output = gongkai(folder.path(), &["check", ".", "--fix"]);
    let (out, told) = words(&output);
    assert_eq!(output.status.code(), Some(2), "{told}");
    for path in ["a.zip/a/通知.txt:1:2", "a.zip/evil.txt:1:2", "a.zip/inner.zip/b.txt:1:2"] {
        assert!(out.contains(path), "{path}: {out}");
    }
    assert!(out.contains("检查文件 3 份"), "{out}");
    assert!(told.contains("a.zip/a/通知.txt：改正只能写回"), "{told}");
    assert!(told.contains("a.zip/inner.zip/deep.zip：压缩包套压缩包超过 2 层"), "{told}");
    assert!(told.contains("另有 2 个文件未检查（.csv 1, .png 1）"), "{told}");
    assert_eq!(fs::read(folder.path().join("a.zip")).unwrap(), outer);
}

#[test]
fn an_archive_may_be_a_dossier() {
    let folder = TempDir::new().unwrap();
    let table = "编号,收到日期\nr1,2019-06-28\n".as_bytes();
    fs::write(folder.path().join("d.zip"), zip(&[("tables/依申请公开.csv", table)])).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(["audit", "d.zip", "--as-of", "2019-12-31"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let (out, told) = words(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(out.contains("检查文件 0 份，记录 2 条"), "{out}");
}

#[test]
fn names_in_gbk_are_read() {
    let folder = TempDir::new().unwrap();
    // The library writes UTF-8: a name of as many bytes takes its place.
    let mut bytes = zip(&[("tongzh.txt", WRONG)]);
    for at in 0..bytes.len() - 6 {
        if &bytes[at..at + 6] == b"tongzh" {
            bytes[at..at + 6].copy_from_slice(b"\xCD\xA8\xD6\xAA\xA3\xB1");
        }
    }
    fs::write(folder.path().join("a.zip"), bytes).unwrap();
    let (out, told) = words(&gongkai(folder.path(), &["check", "a.zip"]));
    assert!(out.contains("a.zip/通知１.txt:1:2"), "{out}{told}");
}

#[test]
fn bombs_are_not_unpacked() {
    let folder = TempDir::new().unwrap();
    let zeros = vec![b' '; 50 << 20];
    fs::write(folder.path().join("ratio.zip"), zip(&[("a.txt", &zeros), ("b.txt", WRONG)])).unwrap();
    let many: Vec<(String, &[u8])> = (0..10_001).map(|at| (format!("{at}.txt"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    fs::write(folder.path().join("many.zip"), zip(&many)).unwrap();
    let good = zip(&[("a.txt", WRONG)]);
    fs::write(folder.path().join("cut.zip"), &good[..good.len() / 2]).unwrap();
    let start = Instant::now();
    let (out, told) = words(&gongkai(folder.path(), &["check", "ratio.zip", "many.zip", "cut.zip"]));
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert!(told.contains("ratio.zip/a.txt：压缩比异常"), "{told}");
    assert!(told.contains("many.zip：压缩包里的文件超过上限 10000 个"), "{told}");
    assert!(told.contains("cut.zip：压缩包已损坏或不能解压"), "{told}");
    assert!(out.contains("检查文件 1 份"), "{out}");
}

#[test]
fn a_word_document_that_calls_itself_an_archive_is_one_document() {
    let folder = TempDir::new().unwrap();
    let empty = zip(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", b"<Relationships/>")]);
    let mut file = File::create(folder.path().join("a.zip")).unwrap();
    file.write_all(&empty).unwrap();
    let (_, told) = words(&gongkai(folder.path(), &["check", "a.zip"]));
    assert!(told.contains("a.zip：Word 文件已损坏或不完整"), "{told}");
}
