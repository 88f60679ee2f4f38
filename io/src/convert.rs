//! Formats that are not read, turned into .docx by LibreOffice where the user has it and allows it.

use crate::Reason;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names of LibreOffice's command.
const COMMANDS: [&str; 2] = ["soffice", "libreoffice"];

/// How long one file may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// The .docx that LibreOffice makes of a file.
pub(crate) fn convert(bytes: &[u8], ending: Option<&str>) -> Result<Vec<u8>, Reason> {
    let office = find().ok_or(Reason::NoLibreOffice)?;
    let folder = tempfile::tempdir()?;
    let source = folder.path().join("document").with_extension(ending.unwrap_or("doc"));
    std::fs::write(&source, bytes)?;
    // A profile of its own: an office that is open otherwise takes the call and answers nothing.
    let mut profile = std::ffi::OsString::from("-env:UserInstallation=file://");
    profile.push(folder.path().join("profile"));
    let out = folder.path().join("out");
    let mut child = Command::new(office)
        .arg(profile)
        .args(["--headless", "--norestore", "--convert-to", "docx", "--outdir"])
        .args([out.as_os_str(), source.as_os_str()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Reason::NotConverted(error.to_string()))?;
    let start = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if start.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(50)),
            Ok(None) => {
                // What cannot be ended is waited for no longer.
                let _ = child.kill();
                let _ = child.wait();
                return Err(Reason::NotConverted(format!("{} s", PATIENCE.as_secs())));
            }
            Err(error) => return Err(Reason::NotConverted(error.to_string())),
        }
    };
    // It says of most failures that all went well, and writes nothing.
    std::fs::read(out.join("document.docx")).map_err(|_| Reason::NotConverted(status.to_string()))
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders = std::env::split_paths(&path);
    let names = COMMANDS.map(|name| format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut found = folders.flat_map(|folder| names.clone().map(|name| folder.join(OsStr::new(&name))));
    found.find(|path| path.is_file())
}
