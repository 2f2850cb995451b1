//! Chance against the content compiler: whatever stands in the files, it does not panic, and it says where.
//!
//! Each round changes a few files of the good content, now and then of the real one, compiles it and prints the reports. The same seed makes the
//! same changes. By default a few hundred rounds run; `FUZZ_SECONDS=1800 cargo test --release -p mbc-compiler --test
//! fuzz` runs that long with seeds that count up from `FUZZ_SEED`, goes on after a fault, and lists all at the end.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use mbc_compiler::{Diagnostic, Folder, compile_style};
use std::any::Any;
use std::collections::BTreeMap;
use std::io::{Write, stderr};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};
use std::{env, fs};
use tempfile::TempDir;

const GOOD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/good");

/// What ships is large, so its turn is one round in so many.
const REAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");
const REAL_EVERY: u64 = 64;

const STYLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/widget.css");

/// Seeds that found something once; they run always.
const FOUND: &[u64] = &[];

/// How many seeds run by default, from 1 on.
const ROUNDS: u64 = 200;

/// How many faults a long run lists, each with another place.
const MOST_FAULTS: usize = 20;

/// Texts that have been trouble elsewhere: empty, long, of other alphabets, of another length in small letters,
/// patterns, open places, and the escapes of characters that nobody sees.
const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "111",
    "9 %",
    "always",
    "Not always, always",
    "NE",
    "ẞ ẞ ẞ nicht immer, immer Köcher",
    "İİİİİ quiver İ not always",
    "K K K quiver",
    "ΑΣ ς ﬁ ǅ ß",
    "أسهم \u{202e}abc\u{202c}",
    "👩\u{200d}🦽\u{200d}➡️ e\u{301}\u{301}",
    "\u{feff}\u{200b}\u{ad}",
    "\\u0001!cairn\\u0002",
    "\\u0000",
    "\\n",
    "\\uFFFF\\U0010FFFF",
    "<b>&amp;</b>",
    "{place} {place}",
    "{date}{day}{month}{year}{next}{role}",
    "(",
    "\\\\b",
    "(a*)*|(?i)ſ|\\\\p{Lu}{900}",
    ".*",
    "$|^",
    "cairn",
    "CAIRN cairns-cairns cairns",
    "blaze",
    "sign.old",
    "prompt.ask",
    "live.survival.rule",
    "ATLAS",
    "https://a.b/",
    "0000000000000000",
    "hill",
    "glossary",
];

/// What may stand where a text stood.
const VALUES: &[&str] = &[
    "7",
    "-0.0",
    "nan",
    "true",
    "false",
    "[]",
    "[[]]",
    "[\"\"]",
    "[1, \"a\", []]",
    "{}",
    "{ a.b = 1 }",
    "2026-02-28",
    "0000-01-01",
    "9999-12-31",
    "2026-07-02T09:30:00Z",
    "09:30:00",
    "''",
    "\"\"\"\n\"\"\"",
];

/// Chance that can be repeated: the same seed makes the same changes (xorshift).
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        // Small seeds alone would begin alike; zero would stay zero.
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`, which is not zero.
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// Two places in a text of that length, the first not after the second.
    fn range(&mut self, length: usize) -> (usize, usize) {
        let (a, b) = (self.below(length + 1), self.below(length + 1));
        (a.min(b), a.max(b))
    }

    /// Any character at all, those that nobody sees more often than others.
    fn character(&mut self) -> char {
        let code = match self.below(4) {
            0 => self.below(0x20) as u32,
            1 => 0x7f + self.below(0x180) as u32,
            2 => 0x2000 + self.below(0x70) as u32,
            _ => self.below(0x11_0000) as u32,
        };
        char::from_u32(code).unwrap_or('\u{fffd}')
    }
}

/// Files by their path in the content folder.
type Content = BTreeMap<PathBuf, Vec<u8>>;

/// Changes a file, or two; says what was done.
fn change(content: &mut Content, words: bool, random: &mut Random) -> String {
    let paths: Vec<PathBuf> = content.keys().cloned().collect();
    if paths.is_empty() {
        return "nothing is left".to_string();
    }
    let path = random.of(&paths).clone();
    let other = random.of(&paths).clone();
    let donor = content[&other].clone();
    let bytes = content.get_mut(&path).unwrap();
    let at = random.below(bytes.len() + 1);
    let kind = if words { 20 } else { random.below(20) };
    let done = match kind {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
            format!("a bit flipped at {at}")
        }
        1 => {
            let (from, to) = random.range(bytes.len());
            bytes.drain(from..to.min(from + 8));
            format!("bytes deleted at {from}")
        }
        2 => {
            let (from, to) = random.range(bytes.len());
            let again = bytes[from..to.min(from + 64)].to_vec();
            bytes.splice(from..from, again);
            format!("bytes repeated at {from}")
        }
        3 => {
            bytes.truncate(at);
            format!("cut at {at}")
        }
        4 => {
            let text: String = (0..=random.below(3)).map(|_| random.character()).collect();
            bytes.splice(at..at, text.bytes());
            format!("{text:?} at {at}")
        }
        5 => {
            bytes.insert(at, random.below(256) as u8);
            format!("any byte at {at}")
        }
        6 => {
            content.insert(path.clone(), donor);
            let _ = content.remove(&other).filter(|_| random.below(2) == 0);
            format!("{} in its place", other.display())
        }
        7 => {
            let ours = std::mem::replace(bytes, donor);
            content.insert(other.clone(), ours);
            format!("swapped with {}", other.display())
        }
        8 => {
            content.remove(&path);
            "taken away".to_string()
        }
        9 => {
            let name = [
                "1-dale.toml",
                "2-hill.toml",
                "weather.toml",
                ".hidden",
                "é.toml",
            ];
            let to = path.with_file_name(random.of(&name));
            content.insert(to.clone(), donor);
            format!("{} beside it, from {}", to.display(), other.display())
        }
        10..=12 => change_lines(bytes, &donor, random),
        13 => match in_quotes(bytes, false, random) {
            Some((from, to)) => {
                let value = random.of(VALUES);
                bytes.splice(from - 1..to + 1, value.bytes());
                format!("{value} at {from}")
            }
            None => "no text to replace".to_string(),
        },
        _ => change_text(bytes, &donor, words, random),
    };
    format!("{}: {done}", path.display())
}

/// Deletes, repeats, moves or brings whole lines or blocks.
fn change_lines(bytes: &mut Vec<u8>, donor: &[u8], random: &mut Random) -> String {
    // An empty line stands between blocks.
    let between: &[u8] = if random.below(2) == 0 { b"\n" } else { b"\n\n" };
    let split = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let mut all = vec![Vec::new()];
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at..].starts_with(between) {
                all.push(Vec::new());
                at += between.len();
            } else {
                all.last_mut().unwrap().push(bytes[at]);
                at += 1;
            }
        }
        all
    };
    let mut lines = split(bytes);
    let number = random.below(lines.len());
    let to = random.below(lines.len());
    let done = match random.below(4) {
        0 => {
            lines.remove(number);
            "deleted"
        }
        1 => {
            let again = lines[number].clone();
            lines.insert(to, again);
            "repeated"
        }
        2 => {
            lines.swap(number, to);
            "swapped"
        }
        _ => {
            let theirs = split(donor);
            lines.insert(number, random.of(&theirs).clone());
            "brought"
        }
    };
    *bytes = lines.join(between);
    let what = if between.len() == 1 { "line" } else { "block" };
    format!("{what} {number} {done} ({to})")
}

/// Replaces what stands between quotes, or adds to it: most of what is broken so still is TOML.
fn change_text(bytes: &mut Vec<u8>, donor: &[u8], words: bool, random: &mut Random) -> String {
    let Some((from, to)) = in_quotes(bytes, words, random) else {
        return "no text to change".to_string();
    };
    let theirs = in_quotes(donor, words, random).map(|(from, to)| donor[from..to].to_vec());
    let new = match random.below(6) {
        0 | 1 => random.of(TEXTS).as_bytes().to_vec(),
        2 | 3 => theirs.unwrap_or_default(),
        4 => random.character().to_string().into_bytes(),
        _ => {
            let some = random.of(TEXTS).as_bytes();
            [some, b" "].concat().repeat(1 + random.below(60))
        }
    };
    let shown = String::from_utf8_lossy(&new).into_owned();
    let (from, to) = match random.below(3) {
        0 => (from, to),
        1 => (to, to),
        _ => (from, from),
    };
    bytes.splice(from..to, new);
    format!("{shown:?} for {from}..{to}")
}

/// Where one of the texts between `"` stands; of `words`, those that people read.
fn in_quotes(bytes: &[u8], words: bool, random: &mut Random) -> Option<(usize, usize)> {
    let quotes: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'"').collect();
    let mut pairs: Vec<(usize, usize)> = quotes
        .chunks_exact(2)
        .map(|two| (two[0] + 1, two[1]))
        .collect();
    let keys = [
        "text",
        "name",
        "hint",
        "say",
        "title",
        "publisher",
        "reason",
    ]
    .map(|key| format!("{key} = \""));
    pairs.retain(|(from, _)| {
        !words
            || keys
                .iter()
                .any(|key| bytes[..*from].ends_with(key.as_bytes()))
    });
    (!pairs.is_empty()).then(|| *random.of(&pairs))
}

/// Content and the folder where it lies.
struct Bench {
    good: Content,
    real: Content,
    /// What lies in the folder now.
    lies: Content,
    folder: TempDir,
}

impl Bench {
    fn new() -> Bench {
        let [good, real] = [GOOD, REAL].map(|folder| {
            let mut content = Content::new();
            read_folder(Path::new(folder), Path::new(""), &mut content);
            content
        });
        let mut bench = Bench {
            good,
            real,
            lies: Content::new(),
            folder: TempDir::new().unwrap(),
        };
        fs::create_dir(bench.content()).unwrap();
        bench.lay(bench.good.clone());
        // Signed, so that reviews are reached, and with words that will be void after a change.
        let reports = mbc_compiler::report(Folder(bench.content()), "2026-12-01").unwrap();
        let words = |section: &str| {
            let (_, rest) = reports
                .approval
                .split_once(&format!("Section: {section}<"))
                .unwrap();
            let (_, rest) = rest.split_once("words: <code>").unwrap();
            rest.split_once('<').unwrap().0.to_string()
        };
        let review = ["map", "glossary"].map(|section| {
            format!(
                "[[review]]\nsection = \"{section}\"\nlanguage = \"en\"\nreviewer = \"A. Walker\"\nrole = \"warden\"\n\
                 date = 2026-08-01\nnext = 2026-11-01\nwords = \"{}\"\n",
                words(section)
            )
        });
        bench
            .good
            .insert("review.toml".into(), review.join("\n").into_bytes());
        bench
    }

    fn content(&self) -> PathBuf {
        self.folder.path().join("content")
    }

    /// Makes the folder hold that and nothing else.
    fn lay(&mut self, content: Content) {
        let root = self.content();
        for path in self.lies.keys().filter(|path| !content.contains_key(*path)) {
            fs::remove_file(root.join(path)).unwrap();
            let _ = fs::remove_dir(root.join(path).parent().unwrap());
        }
        for (path, bytes) in &content {
            if self.lies.get(path) != Some(bytes) {
                fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
                fs::write(root.join(path), bytes).unwrap();
            }
        }
        self.lies = content;
    }

    /// Changes the good content by chance, and looks at what the compiler says: whether it compiles, or what is wrong
    /// with the compiler.
    fn round(&mut self, seed: u64) -> Result<bool, Fault> {
        let random = &mut Random::new(seed);
        let real = seed.is_multiple_of(REAL_EVERY);
        let mut content = if real { &self.real } else { &self.good }.clone();
        if !seed.is_multiple_of(4) {
            // One language is faster, and more of what is changed compiles.
            content.retain(|path, _| !path.starts_with("de"));
        }
        // Every other round changes words alone, and so comes further than to the first check.
        let words = random.below(2) == 0;
        let done: Vec<String> = (0..1 + random.below(4))
            .map(|_| change(&mut content, words, random))
            .collect();
        self.lay(content);
        // The stack can overflow, and then nothing else tells of the seed.
        let _ = fs::write(self.folder.path().join("seed"), seed.to_string());
        let root = self.content();
        LOOKING.store(true, Relaxed);
        let looked = catch_unwind(AssertUnwindSafe(|| look(&root, seed)));
        LOOKING.store(false, Relaxed);
        let (place, message) = match looked {
            Ok(Ok(compiles)) => return Ok(compiles),
            Ok(Err(message)) => (PROMISE.to_string(), message),
            Err(payload) => (PANIC.lock().unwrap().clone(), panic_words(payload.as_ref())),
        };
        let done = done.join("\n  ");
        let message = format!("seed {seed}: {message}\n  at {place}\n  {done}\n");
        Err(Fault { place, message })
    }
}

/// Something that must not be, with its place in the source.
struct Fault {
    place: String,
    message: String,
}

/// The place of what is no panic.
const PROMISE: &str = "a promise that was not kept";

/// Whether the compiler is at work: its panics are collected, those of this test are shown.
static LOOKING: AtomicBool = AtomicBool::new(false);

/// Where the last panic was.
static PANIC: Mutex<String> = Mutex::new(String::new());

fn panic_words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| text.to_string());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "a panic without words".to_string())
}

fn read_folder(folder: &Path, under: &Path, all: &mut Content) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = under.join(entry.file_name());
        if entry.path().is_dir() {
            read_folder(&entry.path(), &path, all);
        } else {
            all.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// What must hold for any content. `report` begins with the same checks as `compile`: if these find a fault, it is
/// called for some seeds only, to see that it says the same.
fn look(content: &Path, seed: u64) -> Result<bool, String> {
    let compiled = mbc_compiler::compile(Folder(content.to_path_buf()));
    if let Err(compiled) = &compiled
        && !seed.is_multiple_of(8)
    {
        return diagnostics(compiled).map(|()| false);
    }
    let reported = mbc_compiler::report(Folder(content.to_path_buf()), "2026-12-01");
    let (output, reports) = match (compiled, reported) {
        (Err(compiled), Err(reported)) if compiled == reported => {
            return diagnostics(&compiled).map(|()| false);
        }
        (Ok(output), Ok(reports)) => (output, reports),
        (compiled, reported) => {
            let (compiled, reported) = (compiled.err(), reported.err());
            return Err(format!("compiled: {compiled:?}\nreported: {reported:?}"));
        }
    };
    let texts = format!("pub const TEXTS: usize = {};\n", count(&output.packs[0].1));
    if !output.structure.contains(&texts) {
        return Err(format!("the structure does not say {texts}"));
    }
    for (language, pack) in &output.packs {
        if pack[..12] != output.packs[0].1[..12] || count(pack) != count(&output.packs[0].1) {
            return Err(format!("the pack of {language} has another form"));
        }
        if std::str::from_utf8(pack.get(12..).unwrap_or_default()).is_err() {
            return Err(format!("the pack of {language} is not UTF-8"));
        }
    }
    if let Err(error) = serde_json::from_str::<serde_json::Value>(&reports.json) {
        return Err(format!("the report is not JSON: {error}"));
    }
    placed(&reports.warnings).map(|()| true)
}

/// How many texts a pack holds.
fn count(pack: &[u8]) -> usize {
    pack[12..].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn diagnostics(all: &[Diagnostic]) -> Result<(), String> {
    if all.is_empty() {
        return Err("nothing compiles, and nobody says why".to_string());
    }
    placed(all)
}

fn placed(all: &[Diagnostic]) -> Result<(), String> {
    let bad = all.iter().find(|one| {
        one.line == 0
            || one.column == 0
            || one.path.is_empty()
            || one.message.is_empty()
            || one.help.is_empty()
    });
    bad.map_or(Ok(()), |one| Err(format!("no place, or no words: {one:?}")))
}

#[test]
fn whatever_stands_in_the_files_nothing_panics_and_a_fault_has_a_place() {
    let number = |name| {
        env::var(name)
            .ok()
            .map(|value| value.parse::<u64>().unwrap())
    };
    let seconds = number("FUZZ_SECONDS").map(Duration::from_secs);
    let first = number("FUZZ_SEED").unwrap_or(1);
    let shown = take_hook();
    set_hook(Box::new(move |panic| match panic.location() {
        Some(place) if LOOKING.load(Relaxed) => {
            *PANIC.lock().unwrap() = format!("{}:{}", place.file(), place.line());
        }
        _ => shown(panic),
    }));
    let mut bench = Bench::new();
    let start = Instant::now();
    let goes_on = |seed: u64| match seconds {
        Some(seconds) => start.elapsed() < seconds,
        None => seed < first + ROUNDS,
    };
    let mut faults: Vec<Fault> = Vec::new();
    let mut slowest = (Duration::ZERO, 0);
    let (mut rounds, mut compiled, mut told) = (0, 0, start);
    let counting = (first..).take_while(|seed| goes_on(*seed));
    for seed in FOUND.iter().copied().chain(counting) {
        let began = Instant::now();
        rounds += 1;
        match bench.round(seed) {
            Ok(compiles) => compiled += usize::from(compiles),
            Err(fault) => {
                let known = faults.iter().any(|other| other.place == fault.place);
                if faults.len() < MOST_FAULTS && (!known || fault.place == PROMISE) {
                    faults.push(fault);
                }
            }
        }
        slowest = slowest.max((began.elapsed(), seed));
        if seconds.is_some() && told.elapsed() > Duration::from_secs(30) {
            told = Instant::now();
            // Not by `eprintln`, which the test runner keeps to itself until the end.
            let _ = writeln!(
                stderr(),
                "seed {seed}: {rounds} rounds, {compiled} compiled, {} faults, slowest {slowest:?}, in {}",
                faults.len(),
                bench.folder.path().display()
            );
        }
    }
    let all: String = faults
        .iter()
        .map(|fault| format!("\n{}", fault.message))
        .collect();
    if seconds.is_some() {
        let _ = writeln!(
            stderr(),
            "{rounds} rounds, {compiled} compiled, {} faults, slowest {slowest:?}{all}",
            faults.len()
        );
    }
    assert!(faults.is_empty(), "{all}");
}

#[test]
fn whatever_stands_in_the_style_sheet_nothing_panics_and_a_fault_has_a_place() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("widget.css");
    let sites = ["dale".to_string(), "hill".to_string()];
    let good = Content::from([(PathBuf::from("widget.css"), fs::read(STYLE).unwrap())]);
    let (mut whole, mut refused) = (0, 0);
    for seed in 1..=ROUNDS {
        let random = &mut Random::new(seed);
        let mut content = good.clone();
        let done: Vec<String> = (0..1 + random.below(4))
            .map(|_| change(&mut content, false, random))
            .collect();
        let Some(sheet) = content.values().next() else {
            continue;
        };
        fs::write(&path, sheet).unwrap();
        // Shown only where what follows fails.
        println!("seed {seed}: {}", done.join("\n  "));
        match compile_style(&path, &sites) {
            Ok(_) => whole += 1,
            Err(faults) => {
                refused += 1;
                assert_eq!(diagnostics(&faults), Ok(()));
            }
        }
    }
    assert!(
        whole > 10 && refused > 10,
        "{whole} whole, {refused} refused"
    );
}
