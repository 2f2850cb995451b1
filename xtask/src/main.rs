//! The workshop: `cargo xtask <command>`. Each command prints what it runs.

mod bench;
mod build;
mod licences;
mod mutants;
mod package;
mod release;
mod serve;
mod size;
mod test;
mod tools;
mod wordpress;

use anyhow::{Context, Result, bail, ensure};

const HELP: &str = "\
cargo xtask <command>

  serve          build into dist/ and serve it on http://127.0.0.1:8080, rebuilding on change
  build          build into dist/
  test           everything that must hold; --native for what needs no browser; --all for every state, theme and width
  size           print the sizes of what ships, of what, and the difference from the last release; fail above the budget
  bench          measure the widget against React and plain HTML, and write bench/RESULTS.md; --rounds N instead of 15
  check-content  check content/ without building anything, and write dist/content-report.html, .json and dist/approval.html
  shots          write pictures of states, widths, themes and languages into target/shots
  release        check everything and pack a release into target/; refuses a dirty tree or a stale changelog
  bless          rewrite the expected outputs of the native tests, to be read before they are committed
  mutants        change the code in small ways, which the tests must notice, and write docs/mutants.md; takes hours

serve, build and check-content take --content DIR, the folder of another edition, and --out DIR instead of dist/;
build --test-doors makes an engine that panics at open(\"panic\") and tells its print at open(\"printed\"), for the tests";

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    for (option, set) in [
        ("--content", build::set_content as fn(&str) -> Result<()>),
        ("--out", build::set_dist),
    ] {
        if let Some(at) = arguments.iter().position(|argument| argument == option) {
            ensure!(at + 1 < arguments.len(), "name the folder after {option}");
            set(&arguments.remove(at + 1))?;
            arguments.remove(at);
        }
    }
    if let Some(at) = arguments
        .iter()
        .position(|argument| argument == "--test-doors")
    {
        arguments.remove(at);
        build::set_test_doors()?;
    }
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["serve"] => serve::serve(),
        ["build"] => build::build().and_then(|()| size::print().map(drop)),
        ["test"] => test::test(test::Scope::Everything),
        ["test", "--all"] => test::test(test::Scope::All),
        ["test", "--native"] => test::test(test::Scope::Native),
        ["size"] => {
            build::build()?;
            size::report()
        }
        ["release"] => release::release(),
        ["bench"] => bench::bench(15),
        ["bench", "--rounds", rounds] => bench::bench(
            rounds
                .parse()
                .with_context(|| format!("`{rounds}` is no number of rounds"))?,
        ),
        ["check-content"] => build::check_content(),
        ["shots"] => test::shots(),
        ["bless"] => test::bless(),
        ["mutants", ref which @ ..] => mutants::mutants(which),
        ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        [] => bail!("name a command\n\n{HELP}"),
        _ => bail!("`{}` is not a command\n\n{HELP}", arguments.join(" ")),
    }
}
