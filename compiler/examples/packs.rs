//! Writes the packs of a content folder, byte for byte those of a build, without building the rest: what the tests of
//! the studio compare its preview with.
//!
//! `cargo run -p mbc-compiler --example packs -- CONTENT OUT`

use mbc_compiler::{Folder, compile};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let [content, out] = &std::env::args().skip(1).collect::<Vec<_>>()[..] else {
        eprintln!("name the folder of the content, and where the packs go");
        return ExitCode::FAILURE;
    };
    match compile(Folder(content.into())) {
        Ok(output) => {
            for (language, pack) in output.packs {
                let path = Path::new(out).join(format!("{language}.pack"));
                if let Err(error) = std::fs::write(&path, pack) {
                    eprintln!("{}: {error}", path.display());
                    return ExitCode::FAILURE;
                }
            }
            ExitCode::SUCCESS
        }
        Err(faults) => {
            faults.iter().for_each(|fault| eprintln!("{fault}\n"));
            ExitCode::FAILURE
        }
    }
}
