//! Compiles the content before the crate: writes the structure, the packs and the style sheet that `src/content.rs`
//! includes, or prints every diagnostic and fails.

use std::{env, fs, path::PathBuf, process};

fn main() {
    // Another edition of the content: `cargo xtask build --content DIR`.
    println!("cargo::rerun-if-env-changed=MBC_CONTENT");
    println!("cargo::rerun-if-env-changed={}", mbc_compiler::REPEATED);
    let content = env::var("MBC_CONTENT").unwrap_or_else(|_| "content".to_string());
    println!("cargo::rerun-if-changed={content}");
    println!("cargo::rerun-if-changed=www/widget.css");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name: &str, bytes: &[u8]| {
        fs::write(out.join(name), bytes).expect("OUT_DIR can be written")
    };
    let built = mbc_compiler::compile(mbc_compiler::Folder(content.into())).and_then(|output| {
        mbc_compiler::compile_style("www/widget.css".as_ref(), &output.sites)
            .map(|style| (output, style))
    });
    match built {
        Ok((output, style)) => {
            for warning in &output.warnings {
                println!("cargo::warning={warning}");
            }
            write("structure.rs", output.structure.as_bytes());
            write("widget.css", style.as_bytes());
            output
                .packs
                .iter()
                .for_each(|(language, pack)| write(&format!("{language}.pack"), pack));
        }
        Err(diagnostics) => {
            diagnostics
                .iter()
                .for_each(|diagnostic| eprintln!("{diagnostic}\n"));
            process::exit(1);
        }
    }
}
