//! The commands of the project: `cargo xtask <command>`. Each prints what it runs.

mod accessibility;
mod bench;
mod build;
mod bundle;
mod components;
mod contacts;
mod content;
mod edition;
mod engine;
mod glue;
mod integrity;
mod mutants;
mod package;
mod pages;
mod patch;
mod project;
mod release;
mod serve;
mod size;
mod sources;
mod studio;
mod test;
mod tools;
mod wordpress;

use anyhow::{Context, Result, bail, ensure};
use content::ContentErrors;
use project::{Project, value_of};

const HELP: &str = "\
cargo xtask <command>

  serve          build into dist/, serve it on http://127.0.0.1:8080 and rebuild on change; --port N instead of 8080
  build          build into dist/; --quick keeps the engine if only words changed, and prints no sizes
  test           everything that must hold; --native for what needs no browser; --all for every state, theme and width
  test NAME      one part: native, browser, page [FILE], hosts [FILE], packages [FILE]
  size           print the sizes of what ships, of what, and the difference from the last release; fail above the budget
  bench          measure the widget against React and plain HTML, and write bench/RESULTS.md; --rounds N instead of 15
  check-content  check content/ without building anything, and write dist/content-report.html, .json and dist/approval.html;
                 --accept FILE… notes that these files of a translation were read beside their originals
  shots          write pictures of states, widths, themes and languages into target/shots
  release        check everything and pack a release and its source into target/; refuses a dirty tree, a stale changelog or an empty
                 line of release.toml
  bless          rewrite the expected outputs of the native tests, to be read before they are committed
  mutants        change the code in small ways, which the tests must notice, and write docs/mutants.md; takes hours

serve, build and check-content take --content DIR, the folder of another edition, and --out DIR instead of dist/;
build --test-doors makes an engine that panics at open(\"panic\") and returns its HTML at open(\"rendered\"), for the tests";

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            if let Some(ContentErrors(diagnostics)) = error.downcast_ref() {
                for diagnostic in diagnostics {
                    eprintln!("{diagnostic}\n");
                }
            }
            eprintln!("error: {error:#}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let project = Project::from_arguments(&mut arguments)?;
    let port = match arguments.first().map(String::as_str) {
        Some("serve") => value_of(&mut arguments, "--port")?,
        _ => None,
    };
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    ensure!(
        !project.reuse_engine || words == ["build"],
        "--quick is an option of `build`"
    );
    match words[..] {
        ["serve"] => {
            let port = port.map_or(Ok(8080), |port| {
                port.parse()
                    .with_context(|| format!("`{port}` is not a port"))
            })?;
            serve::serve(&project, port)
        }
        ["build"] => {
            build::build(&project)?;
            if project.reuse_engine {
                return Ok(());
            }
            size::print(&project).map(drop)
        }
        ["test"] => test::test(&project, test::Scope::Everything),
        ["test", "--all"] => test::test(&project, test::Scope::All),
        ["test", "--native" | "native"] => test::test(&project, test::Scope::Native),
        ["test", name] => test::one(&project, name, None),
        ["test", name, file] => test::one(&project, name, Some(file)),
        ["size"] => {
            build::build(&project)?;
            size::report(&project)
        }
        ["release"] => release::release(&project),
        ["bench"] => bench::bench(&project, 15),
        ["bench", "--rounds", rounds] => bench::bench(
            &project,
            rounds
                .parse()
                .with_context(|| format!("`{rounds}` is not a number of rounds"))?,
        ),
        ["check-content"] => content::check(&project),
        ["check-content", "--accept", ref files @ ..] => {
            ensure!(
                !files.is_empty(),
                "name the files of a translation that were read beside their originals"
            );
            content::accept(&project, files)
        }
        ["shots"] => test::shots(&project),
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
