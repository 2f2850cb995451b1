//! Renders `fallback.<lang>.html` and `inside.<lang>.html` of every language into a folder:
//! `cargo run --example fallback -- dist`.

#[cfg(not(target_family = "wasm"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use mbc_body_map::content::{LanguageId, PACKS, Words};
    use mbc_body_map::prerender::{fallback, inside};
    let folder = std::env::args_os()
        .nth(1)
        .map(std::path::PathBuf::from)
        .ok_or("name the folder to print into")?;
    for (language, pack) in LanguageId::all().zip(PACKS) {
        for (name, print) in [
            ("fallback", fallback as fn(&str, Words) -> _),
            ("inside", inside),
        ] {
            let page =
                print(language.code, Words::read(pack)?).ok_or("a language without a structure")?;
            std::fs::write(folder.join(format!("{name}.{}.html", language.code)), page)?;
        }
    }
    Ok(())
}

#[cfg(target_family = "wasm")]
fn main() {}
