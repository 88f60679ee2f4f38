//! The command as the tests call it. Each test uses some of it.
#![allow(dead_code)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The cases' own small pack.
pub(crate) const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/cases/command/base.in/pack");

/// The command with `args`, in `folder`.
pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(args).current_dir(folder);
    command
}

/// What the command says with the built-in packs.
pub(crate) fn gongkai(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

/// The command over the cases' own pack alone, at the end of 2019.
pub(crate) fn with_pack(folder: &Path, args: &[&str]) -> Command {
    let mut command = command(folder, args);
    command.args(["--no-builtin", "--packs", PACK, "--as-of", "2019-12-31"]);
    command
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// An archive of files by name.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
