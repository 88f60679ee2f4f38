//! The command as a user meets it: each file of tests/cases/command is one call with its exact output and status.
//! `TRYCMD=overwrite cargo test -p gongkai-cli --test command` writes what the command prints now.

#[test]
fn every_case_prints_what_its_file_says() {
    trycmd::TestCases::new()
        .register_bin("gongkai", std::path::Path::new(env!("CARGO_BIN_EXE_gongkai")))
        .env("NO_COLOR", "1")
        .case("../tests/cases/command/*.toml");
}
