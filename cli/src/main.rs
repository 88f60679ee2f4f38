//! The command `gongkai`.

fn main() {}
