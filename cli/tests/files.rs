//! What the command does to files, and to inputs that no fixture can hold: huge ones, links, closed pipes.

mod common;

use common::{PACK, stderr, stdout, with_pack};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The command over the cases' own small pack, in `folder`.
fn gongkai(folder: &Path, args: &[&str]) -> Output {
    with_pack(folder, args).output().unwrap()
}

/// Words no rule of the pack finds fault with.
const CLEAN: &str = "云办发〔2019〕5号\n各处室要抓好落实，按时报送。\n";

#[test]
fn a_fix_keeps_marks_line_breaks_and_permissions_and_touches_no_other_file() {
    let folder = TempDir::new().unwrap();
    let (wrong, clean) = (folder.path().join("wrong.md"), folder.path().join("clean.txt"));
    fs::write(&wrong, "\u{FEFF}𠮷😀云办发[2019]6号\r\n各处室负责，，，按时报送。\r\n有关处室").unwrap();
    fs::write(&clean, CLEAN).unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    File::options().write(true).open(&clean).unwrap().set_modified(long_ago).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&wrong, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();

    let output = gongkai(folder.path(), &["check", ".", "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("已改正 2 处"), "{}", stdout(&output));
    let mended = "\u{FEFF}𠮷😀云办发〔2019〕6号\r\n各处室负责，按时报送。\r\n有关处室";
    assert_eq!(fs::read_to_string(&wrong).unwrap(), mended);
    assert_eq!(fs::read_to_string(&clean).unwrap(), CLEAN);
    assert_eq!(fs::metadata(&clean).unwrap().modified().unwrap(), long_ago);
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&wrong).unwrap().permissions()) & 0o777,
        0o640
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left behind");

    File::options().write(true).open(&wrong).unwrap().set_modified(long_ago).unwrap();
    gongkai(folder.path(), &["check", ".", "--fix"]);
    assert_eq!(
        fs::metadata(&wrong).unwrap().modified().unwrap(),
        long_ago,
        "a second time nothing is written"
    );

    gongkai(folder.path(), &["check", ".", "--fix", "--unsafe-fixes"]);
    assert!(fs::read_to_string(&wrong).unwrap().ends_with("各处室"));
}

#[test]
fn what_is_not_utf8_is_never_written() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.txt");
    let bytes = [b"\xb9\xab".as_slice(), "云办发[2019]6号，，".as_bytes()].concat();
    fs::write(&path, &bytes).unwrap();
    let output = gongkai(folder.path(), &["check", "a.txt", "--fix", "--unsafe-fixes"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_fix_is_written_in_the_files_own_encoding() {
    let folder = TempDir::new().unwrap();
    let (wrong, right) = ("\u{FEFF}𠮷😀云办发[2019]6号，，\r\n", "\u{FEFF}𠮷😀云办发〔2019〕6号，\r\n");
    let utf16 = |words: &str| words.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let gb18030 = |words: &str| [b"\xBE\xAB\xC9\xF1\n".as_slice(), &gb18030_of(words)].concat();
    for (name, before, after) in
        [("a.txt", utf16(wrong), utf16(right)), ("b.txt", gb18030(&wrong[3..]), gb18030(&right[3..]))]
    {
        fs::write(folder.path().join(name), before).unwrap();
        let output = gongkai(folder.path(), &["check", name, "--fix"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), after);
    }
    let gbk = b"\xD4\xC6\xB0\xEC\xB7\xA2[2019]6\xBA\xC5";
    fs::write(folder.path().join("c.txt"), gbk).unwrap();
    let output = gongkai(folder.path(), &["check", "c.txt", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let origin = &report["findings"][0]["origin"];
    assert_eq!((origin["start"].as_u64(), origin["end"].as_u64()), (Some(2), Some(12)), "{origin}");
    assert!(stderr(&output).contains("c.txt：编码推测为 GB18030（常用字占 100%）"), "{}", stderr(&output));
    let output = gongkai(folder.path(), &["check", "c.txt", "--encoding", "gb18300"]);
    assert!(stderr(&output).contains("没有编码 gb18300，是不是 gb18030？"), "{}", stderr(&output));
}

/// The words in GB18030, of those that the tests need.
fn gb18030_of(words: &str) -> Vec<u8> {
    let table: [(char, &[u8]); 8] = [
        ('𠮷', b"\x95\x35\xB7\x37"),
        ('😀', b"\x94\x39\xFC\x36"),
        ('云', b"\xD4\xC6"),
        ('办', b"\xB0\xEC"),
        ('发', b"\xB7\xA2"),
        ('号', b"\xBA\xC5"),
        ('，', b"\xA3\xAC"),
        ('〔', b"\xA1\xB2"),
    ];
    let of = |letter: char| table.iter().find(|(known, _)| *known == letter).map(|(_, bytes)| bytes.to_vec());
    words
        .chars()
        .flat_map(|letter| match letter {
            '〕' => b"\xA1\xB3".to_vec(),
            letter => of(letter).unwrap_or_else(|| vec![letter as u8]),
        })
        .collect()
}

#[test]
fn a_file_that_may_not_be_written_is_named_and_its_findings_stand() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "落实，，\n").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let output = gongkai(folder.path(), &["check", "a.txt", "--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("a.txt：无法写入"), "{}", stderr(&output));
    assert!(stdout(&output).contains("text/doubled"), "{}", stdout(&output));
}

#[test]
fn a_diff_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "落实，，\r\n").unwrap();
    let output = gongkai(folder.path(), &["check", "a.txt", "--diff"]);
    assert!(stdout(&output).contains("-落实，，\r\n+落实，\r\n"), "{}", stdout(&output));
    assert_eq!(fs::read_to_string(&path).unwrap(), "落实，，\r\n");
}

#[test]
fn two_hundred_megabytes_are_refused_at_once_and_the_rest_is_checked() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), CLEAN).unwrap();
    File::create(folder.path().join("huge.txt")).unwrap().set_len(200 << 20).unwrap();
    let start = Instant::now();
    let output = gongkai(folder.path(), &["check", "."]);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("huge.txt：文件有 200.0 MB，超过上限 64.0 MB"), "{}", stderr(&output));
    assert!(stdout(&output).contains("检查文件 1 份"), "{}", stdout(&output));
}

#[test]
fn a_line_of_ten_megabytes_is_refused_and_one_of_one_megabyte_is_checked() {
    let folder = TempDir::new().unwrap();
    let words = "各处室要抓好落实，按时报送。";
    let line = |bytes: usize| words.repeat(bytes / words.len());
    fs::write(folder.path().join("long.txt"), format!("首行\n{}\n", line(10 << 20))).unwrap();
    fs::write(folder.path().join("shorter.txt"), format!("{}，，", line(1 << 20))).unwrap();
    let output = gongkai(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(told.contains("long.txt：第 2 行有 9.9 MB，超过单行上限 8.0 MB（max_line_bytes）"), "{told}");
    assert!(stdout(&output).contains("--> shorter.txt:1:"), "{}", stdout(&output));
    assert!(stdout(&output).lines().all(|line| line.len() < 1000), "long lines are cut");
}

#[test]
fn many_findings_on_one_long_line_take_no_time_to_show() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), "各处室要抓好落实，，".repeat(20_000)).unwrap();
    let start = Instant::now();
    let output = gongkai(folder.path(), &["check", "a.txt"]);
    assert!(stdout(&output).contains("发现问题 20000 处"));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_folder_without_texts_is_said_to_have_none() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::create_dir(folder.path().join("tables")).unwrap();
    fs::write(folder.path().join("tables/a.XLSX"), "").unwrap();
    fs::create_dir(folder.path().join("tables/.git")).unwrap();
    fs::write(folder.path().join("tables/.git/words.txt"), CLEAN).unwrap();
    let output = gongkai(folder.path(), &["check", "empty", "tables"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    let read = "（.txt .md .html .docx .pdf .zip）";
    assert!(told.contains(&format!("empty：文件夹里没有可检查的文件{read}\n")), "{told}");
    assert!(
        told.contains(&format!("tables：文件夹里没有可检查的文件{read}（只有不读取的文件：.xlsx 1）")),
        "{told}"
    );
    assert!(told.contains("没有可以检查的文件"), "{told}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_a_loop_of_them_is_named() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("texts")).unwrap();
    fs::write(folder.path().join("real.txt"), "落实，，\n").unwrap();
    std::os::unix::fs::symlink("../real.txt", folder.path().join("texts/link.txt")).unwrap();
    let output = gongkai(folder.path(), &["check", "texts", "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(folder.path().join("real.txt")).unwrap(), "落实，\n");
    assert!(folder.path().join("texts/link.txt").is_symlink(), "a link stays a link");

    std::os::unix::fs::symlink(".", folder.path().join("texts/again")).unwrap();
    let output = gongkai(folder.path(), &["check", "texts"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("texts/again：链接指回上层文件夹"), "{}", stderr(&output));
}

#[test]
fn the_report_over_many_files_is_ordered_and_always_the_same() {
    let folder = TempDir::new().unwrap();
    for number in 0..300 {
        let place = folder.path().join(format!("{}", number % 7));
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join(format!("{number}.txt")), "云办发[2019]6号，，\n有关处室\n").unwrap();
    }
    let first = gongkai(folder.path(), &["check", ".", "--format", "json"]);
    assert_eq!(first.stdout, gongkai(folder.path(), &["check", ".", "--format", "json"]).stdout);
    let report: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();
    let places: Vec<(String, u64)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let path = finding["subject"]["path"].as_str().unwrap().to_owned();
            (path, finding["span"]["start"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(places.len(), 900);
    assert!(places.is_sorted());
}

#[test]
fn a_reader_that_goes_away_is_no_failure_of_ours() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), "落实，，\n".repeat(5000)).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(["check", "a.txt", "--no-builtin", "--packs", PACK])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_baseline_made_by_the_command_hides_what_it_knows_and_shows_what_is_new() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "云办发[2019]6号\n落实，，\n").unwrap();
    gongkai(folder.path(), &["check", "a.txt", "--format", "json", "--output", "known.json"]);
    let output = gongkai(folder.path(), &["check", "a.txt", "--baseline", "known.json", "--fail-on", "info"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));

    // Edits elsewhere leave known findings known; a new one is found, a mended one is counted.
    fs::write(&path, "新的一行\n\n落实，，\n有关处室\n").unwrap();
    let output = gongkai(folder.path(), &["check", "a.txt", "--baseline", "known.json", "--fail-on", "info"]);
    assert_eq!(output.status.code(), Some(1));
    let words = stdout(&output);
    assert!(words.contains("text/vague") && !words.contains("text/doubled"), "{words}");
    assert!(words.contains("原有 1 处未列出，已消除 1 处"), "{words}");
}

#[test]
fn a_configuration_is_found_upward_and_a_pack_named_twice_is_loaded_once() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("a/b");
    fs::create_dir_all(&inner).unwrap();
    fs::write(inner.join("a.txt"), "落实，，\n").unwrap();
    let pack = folder.path().join("ours");
    fs::create_dir(&pack).unwrap();
    fs::write(pack.join("pack.toml"), "name = { zh = \"本单位\" }\nversion = \"1\"\n").unwrap();
    fs::create_dir(pack.join("text")).unwrap();
    fs::copy(Path::new(PACK).join("text/doubled.toml"), pack.join("text/twice.toml")).unwrap();
    fs::write(
        folder.path().join("gongkai.toml"),
        "packs = [\"ours\"]\nselect = [\"text/twice\"]\nfail_on = \"warning\"\n",
    )
    .unwrap();
    let run = |place: &Path, args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_gongkai")).args(args).current_dir(place).output().unwrap()
    };
    let output = run(&inner, &["check", "a.txt"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("text/twice"));
    let output = run(folder.path(), &["rules", "test", "ours"]);
    assert_eq!(stdout(&output), "规则 1 条，示例 2 个，不成立 0 个。\n", "{}", stderr(&output));

    fs::rename(&pack, folder.path().join("national")).unwrap();
    fs::write(folder.path().join("gongkai.toml"), "").unwrap();
    let output = run(folder.path(), &["check", "a", "--packs", "national"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("有两个规则包都叫 national"), "{}", stderr(&output));
}

#[test]
fn extract_gives_a_file_as_one_object_and_a_folder_as_a_line_a_document() {
    let folder = TempDir::new().unwrap();
    for name in ["b.txt", "a.txt"] {
        fs::write(folder.path().join(name), format!("\u{FEFF}𠮷😀\r\n{CLEAN}")).unwrap();
    }
    let extract = |args: &[&str]| {
        let output =
            Command::new(env!("CARGO_BIN_EXE_gongkai")).args(args).current_dir(folder.path()).output();
        stdout(&output.unwrap())
    };
    let one: serde_json::Value = serde_json::from_str(&extract(&["extract", "a.txt"])).unwrap();
    assert_eq!(one["path"], "a.txt");
    let lines: Vec<serde_json::Value> =
        extract(&["extract", "."]).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], one, "sorted by path, and the same as alone");
    assert_eq!(lines[1]["path"], "b.txt");
}

#[test]
fn a_ledger_in_a_file_opens_in_excel_and_one_on_a_pipe_is_plain() {
    let cases = Path::new(PACK).parent().unwrap();
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("ledger.csv");
    let workbook = folder.path().join("ledger.xlsx");
    let tasks = |more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .args(["tasks", "notice.txt", "--format"])
            .args(more)
            .current_dir(cases)
            .output()
            .unwrap()
    };
    let plain = stdout(&tasks(&["csv"]));
    assert!(plain.starts_with("编号,"));
    tasks(&["csv", "--output", path.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(path).unwrap(), format!("\u{FEFF}{plain}"));
    assert_eq!(stdout(&tasks(&["xlsx", "--output", workbook.to_str().unwrap()])), "");
    let rows = gongkai_io::table::read_tables(&workbook).unwrap().remove(0).rows;
    assert_eq!(rows.len(), plain.lines().count());
}

#[test]
#[allow(clippy::print_stdout)]
fn one_small_file_from_start_to_exit() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), CLEAN).unwrap();
    let fastest = (0..10)
        .map(|_| {
            let start = Instant::now();
            let command = Command::new(env!("CARGO_BIN_EXE_gongkai"))
                .args(["check", "a.txt", "--as-of", "2019-12-31"])
                .current_dir(folder.path())
                .output()
                .unwrap();
            assert!(command.status.code().is_some());
            start.elapsed()
        })
        .min()
        .unwrap();
    println!("one small file, all built-in rules, process start to exit: {fastest:?} (the fastest of ten)");
}

#[test]
fn markdown_is_read_without_its_signs_and_mended_with_them() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.md");
    let source = "# 𠮷😀**云办发[2019]6号**\n\n- 各处室负责，，按时报送\n- 有关&amp;处室，**，** \n\n```\n落实，，\n```\n";
    fs::write(&path, source).unwrap();
    let output = gongkai(folder.path(), &["check", "a.md", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let marked: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let place = |name: &str| finding["origin"][name].as_u64().unwrap() as usize;
            &source[place("start")..place("end")]
        })
        .collect();
    assert_eq!(marked, ["办发[2019]", "，，", "，**，"], "{report}");
    let output = gongkai(folder.path(), &["check", "a.md", "--diff"]);
    assert!(
        stdout(&output).contains("-# 𠮷😀**云办发[2019]6号**\n+# 𠮷😀**云办发〔2019〕6号**\n"),
        "{}",
        stdout(&output)
    );
    gongkai(folder.path(), &["check", "a.md", "--fix"]);
    let mended = source.replace("[2019]", "〔2019〕").replacen("负责，，", "负责，", 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), mended);
}

#[test]
fn word_documents_are_copied_with_their_findings_as_comments() {
    let folder = tempfile::TempDir::new().unwrap();
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/dossier/documents");
    let source = std::fs::read_dir(&examples)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "docx"))
        .min()
        .unwrap();
    let bytes = std::fs::read(&source).unwrap();
    std::fs::write(folder.path().join("草稿.docx"), &bytes).unwrap();
    let run = |args: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .args(args)
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let rule = "[pattern]\nforbid = '云河市'\n[message]\nzh = \"写作“云河”\"\nen = \"write 云河\"\n[[basis]]\ndocument = \"本局行文规范\"\ncertainty = \"verified\"\n\
                [[examples]]\nverdict = \"fail\"\ntext = \"云河市\"\nmatch = \"云河市\"\n[[examples]]\nverdict = \"pass\"\ntext = \"云河\"\n";
    let pack = folder.path().join("pack/text");
    std::fs::create_dir_all(&pack).unwrap();
    std::fs::write(
        pack.join("city.toml"),
        format!("name = {{ zh = \"地名\", en = \"names\" }}\nseverity = \"warning\"\n{rule}"),
    )
    .unwrap();
    let manifest = "name = { zh = \"本局\", en = \"ours\" }\nversion = \"1.0.0\"\n";
    std::fs::write(folder.path().join("pack/pack.toml"), manifest).unwrap();
    let output = run(&["check", "草稿.docx", "--no-builtin", "--packs", "pack", "--annotate", "批注"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}{}", String::from_utf8_lossy(&output.stdout));
    assert!(told.contains("已写批注：批注/草稿.docx"), "{told}");
    let copy = std::fs::read(folder.path().join("批注/草稿.docx")).unwrap();
    assert!(copy.len() > bytes.len(), "the copy has comments");
    assert_eq!(std::fs::read(folder.path().join("草稿.docx")).unwrap(), bytes, "the original stays");
    let restored = gongkai_io::docx::without_annotations(&copy, gongkai_io::docx::Limits::default()).unwrap();
    let text =
        |bytes: &[u8]| gongkai_io::docx::read(bytes, &gongkai_io::docx::DocxOptions::default()).unwrap().text;
    assert_eq!(text(&restored), text(&bytes));
    let over = run(&["check", "草稿.docx", "--no-builtin", "--packs", "pack", "--annotate", "."]);
    assert_eq!(over.status.code(), Some(2), "a document is never written over");
    assert_eq!(std::fs::read(folder.path().join("草稿.docx")).unwrap(), bytes);
}
