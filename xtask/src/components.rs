//! What `dist/` contains of others: `sbom.cdx.json` for programs (CycloneDX) and `THIRD-PARTY.txt` for people.
//!
//! The list is what cargo says it compiled for the engine, with the features that it used, so it has no crate of the tests
//! and none that only builds. What of it is in the engine is read from the names of the engine's own functions. (With
//! rustc 1.95 a build with line tables, which also know inlined code, named the same crates.)

use crate::tools::{command, locked_version, npm_version, output, root};
use anyhow::{Context, Result, bail, ensure};
use cargo_metadata::{Message, Metadata, MetadataCommand, TargetKind};
use cyclonedx_bom::models::bom::{Bom, SpecVersion};
use cyclonedx_bom::models::component::{Classification, Component, Components, Scope};
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::external_reference::{
    ExternalReference, ExternalReferenceType, ExternalReferences, Uri as Reference,
};
use cyclonedx_bom::models::hash::{Hash, HashAlgorithm, HashValue, Hashes};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::models::metadata::Metadata as About;
use cyclonedx_bom::models::property::{Properties, Property};
use cyclonedx_bom::prelude::{Purl, Uri, Validate};
use serde::{Deserialize, Serialize};
use spdx::detection::{Store, TextData};
use spdx::{AdditionItem, Expression, LicenseReq, Licensee};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Of our own parts.
pub(crate) const OWN_LICENCE: &str = "(MIT OR Apache-2.0) AND CC-BY-4.0";

/// The target that the engine is compiled for.
const TARGET: &str = "wasm32-unknown-unknown";

/// Rust's own library, which cargo does not list: names by which functions refer to it, and its licence in
/// rust-lang/rust, `library/*/Cargo.toml`. The second has no names, since its functions are called as those of C.
const RUST: [(&str, &[&str], &str); 2] = [
    (
        "std",
        &["core", "alloc", "std", "panic_abort", "__rustc"],
        "MIT OR Apache-2.0",
    ),
    (
        "compiler_builtins",
        &["compiler_builtins"],
        "MIT AND Apache-2.0 WITH LLVM-exception AND (MIT OR Apache-2.0)",
    ),
];

/// Tools that write lines of their own into the scripts: wasm-bindgen the glue, `wasm2js` of Binaryen the arithmetic of the
/// JavaScript engine, esbuild how a bundle begins and reads bytes.
const NPM_TOOLS: [&str; 2] = ["binaryen", "esbuild"];
/// What `check.js` contains, by its folders under `node_modules`: a parser of HTML, and its table of entities.
const IN_THE_CHECK: [&str; 2] = ["parse5", "parse5/node_modules/entities"];
const GLUE_TOOL: &str = "wasm-bindgen-cli-support";

/// How alike a file and the text of a licence must be; askalono, from which spdx has this measure, takes 0.8 for sure.
const ALIKE: f32 = 0.8;

/// A crate that was compiled for the engine.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Compiled {
    name: String,
    version: String,
    /// Its name in code and in the names of functions.
    crate_name: String,
    features: Vec<String>,
}

/// Where something is in the files that ship.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Engine,
    /// Compiled with the engine, which has no function of it.
    Nowhere,
    Scripts,
    /// In the check for page authors, which no visitor loads.
    Check,
}

/// Something of others.
struct Part {
    name: String,
    version: String,
    kind: &'static str,
    licence: String,
    /// The licences under which it is used.
    used_under: Vec<LicenseReq>,
    place: Place,
    source: Option<String>,
    features: Vec<String>,
    authors: Vec<String>,
    folder: Option<PathBuf>,
    /// What it needs of the other parts.
    needs: Vec<String>,
    /// Whether our own code needs it.
    direct: bool,
}

impl Part {
    fn id(&self) -> String {
        format!("{} {}", self.name, self.version)
    }
}

/// The crates of a module in the messages of `cargo build --message-format=json`: those for the engine's target, without build
/// scripts and macros, which run on the building machine.
pub(crate) fn compiled(messages: &[u8], module: &str) -> Result<Vec<Compiled>> {
    let mut all = Vec::new();
    for message in Message::parse_stream(messages) {
        let Message::CompilerArtifact(artifact) = message? else {
            continue;
        };
        let of_target = |file: &cargo_metadata::camino::Utf8PathBuf| {
            file.components().any(|part| part.as_str() == TARGET)
        };
        let runs_here = artifact.target.is_kind(TargetKind::CustomBuild);
        if runs_here || !artifact.filenames.iter().any(of_target) {
            continue;
        }
        let id = &artifact.package_id.repr;
        // Our own other crates are under our own licence.
        if id.starts_with("path+") && artifact.target.name.replace('_', "-") != module {
            continue;
        }
        let (name, version) = name_and_version(id)
            .with_context(|| format!("cargo names a package in another form: {id}"))?;
        all.push(Compiled {
            name,
            version,
            crate_name: artifact.target.name.replace('-', "_"),
            features: artifact.features,
        });
    }
    all.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    let own = env!("CARGO_PKG_VERSION");
    let before = all.len();
    all.retain(|one| !(one.name == module && one.version == own));
    ensure!(
        all.len() + 1 == before,
        "cargo did not list `{module}` among what it compiled"
    );
    Ok(all)
}

/// From `registry+https://…#serde@1.0.0`, or `path+file:///…/folder#0.1.0` where the folder has the name of the package.
fn name_and_version(id: &str) -> Option<(String, String)> {
    let (address, rest) = id.rsplit_once('#')?;
    let (name, version) = match rest.split_once('@') {
        Some(both) => both,
        None => (address.rsplit('/').next()?, rest),
    };
    Some((name.to_string(), version.to_string()))
}

/// The crates to which functions belong, by their names: `a::b` and `<a::B as c[1f]::D>::e` belong to `a` and `c`.
pub(crate) fn crates_of<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut all = BTreeSet::new();
    for name in names {
        for (at, _) in name.match_indices("::") {
            let before = match name[..at].strip_suffix(']') {
                Some(hashed) => hashed.trim_end_matches(|c| c != '[').trim_end_matches('['),
                None => &name[..at],
            };
            let begin = before.trim_end_matches(is_name);
            if begin.len() < before.len() && !begin.ends_with(':') {
                all.insert(before[begin.len()..].to_string());
            }
        }
    }
    all
}

/// Writes both files. `parts` has the engine and the list of what was compiled for it.
pub(crate) fn write(parts: &Path, new: &Path) -> Result<()> {
    let compiled: Vec<Compiled> =
        serde_json::from_slice(&fs::read(parts.join("compiled.json"))?).context("compiled.json")?;
    let engine = walrus::Module::from_file(parts.join("bound.wasm"))?;
    let names = engine
        .funcs
        .iter()
        .filter_map(|function| function.name.as_deref());
    let all = gather(&compiled, &crates_of(names))?;
    fs::write(new.join("sbom.cdx.json"), sbom("mbc-body-map", &all)?)?;
    fs::write(new.join("THIRD-PARTY.txt"), third_party(&all)?)?;
    Ok(())
}

/// Writes both for the studio, which no visitor loads. `parts` has the list of what was compiled for its module, and of
/// the crates whose functions it has.
pub(crate) fn write_studio(parts: &Path, new: &Path) -> Result<()> {
    let compiled: Vec<Compiled> =
        serde_json::from_slice(&fs::read(parts.join("compiled.json"))?).context("compiled.json")?;
    let used: BTreeSet<String> =
        serde_json::from_slice(&fs::read(parts.join("crates.json"))?).context("crates.json")?;
    let all = gather_studio(&compiled, &used)?;
    let shipped = all.iter().filter(|part| part.place != Place::Nowhere);
    let lines: String = shipped.map(line).collect();
    let text = format!(
        "What the studio (studio.html) contains of others, with the licences that their authors name. studio-sbom.cdx.json \
         has the same list for programs.\n\n{lines}{}",
        licence_texts(&all)?
    );
    fs::write(new.join("studio-THIRD-PARTY.txt"), text)?;
    fs::write(new.join("studio-sbom.cdx.json"), sbom("mbc-studio", &all)?)?;
    Ok(())
}

fn gather_studio(compiled: &[Compiled], used: &BTreeSet<String>) -> Result<Vec<Part>> {
    let policy = Policy::read(&root().join("deny.toml"))?;
    let mut parts = crate_parts(&["mbc-studio", "mbc-compiler"], compiled, used, &policy)?;
    parts.push(npm_part("esbuild", Place::Scripts, &policy)?);
    parts.extend(rust_parts(&policy)?);
    parts.sort_by_key(Part::id);
    Ok(parts)
}

/// What cargo compiled for a module of our own packages, and what wrote its glue. `used` has the crates whose functions are
/// in the module.
fn crate_parts(
    packages: &[&str],
    compiled: &[Compiled],
    used: &BTreeSet<String>,
    policy: &Policy,
) -> Result<Vec<Part>> {
    let mut metadata = MetadataCommand::new();
    metadata.current_dir(root());
    metadata.other_options(["--locked".to_string()]);
    let metadata = metadata.exec()?;
    let own: Vec<String> = packages
        .iter()
        .flat_map(|name| needs(&metadata, name, env!("CARGO_PKG_VERSION")))
        .collect();
    let mut parts = Vec::new();
    for one in compiled {
        let place = if used.contains(&one.crate_name) {
            Place::Engine
        } else {
            Place::Nowhere
        };
        let mut part = crate_part(&metadata, &one.name, &one.version, place, policy)?;
        part.features.clone_from(&one.features);
        part.direct = own.contains(&part.id());
        part.needs.retain(|needed| {
            compiled
                .iter()
                .any(|one| *needed == format!("{} {}", one.name, one.version))
        });
        parts.push(part);
    }
    let glue = locked_version(GLUE_TOOL)?;
    let mut glue = crate_part(&metadata, GLUE_TOOL, &glue, Place::Scripts, policy)?;
    glue.needs.clear();
    glue.direct = true;
    parts.push(glue);
    Ok(parts)
}

/// Everything of others, in the order of names, each with the licence that it is used under.
fn gather(compiled: &[Compiled], in_engine: &BTreeSet<String>) -> Result<Vec<Part>> {
    let known: BTreeSet<&str> = compiled
        .iter()
        .map(|one| one.crate_name.as_str())
        .chain(RUST.iter().flat_map(|(_, names, _)| names.iter().copied()))
        .chain(["mbc_body_map"])
        .collect();
    if let Some(unknown) = in_engine.iter().find(|name| !known.contains(name.as_str())) {
        bail!(
            "the engine has functions of `{unknown}`, which cargo did not compile for it: if it is a part of Rust's own \
             library, add it to `RUST` in xtask/src/components.rs with its licence"
        );
    }
    let policy = Policy::read(&root().join("deny.toml"))?;
    let mut parts = crate_parts(&["mbc-body-map"], compiled, in_engine, &policy)?;
    for name in NPM_TOOLS {
        parts.push(npm_part(name, Place::Scripts, &policy)?);
    }
    for folder in IN_THE_CHECK {
        parts.push(npm_part(folder, Place::Check, &policy)?);
    }
    parts.extend(rust_parts(&policy)?);
    parts.sort_by_key(Part::id);
    Ok(parts)
}

/// Rust's own library.
fn rust_parts(policy: &Policy) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    let rustc = String::from_utf8(output(command("rustc").arg("--version"))?)?;
    let rustc = rustc.split(' ').nth(1).context("rustc tells no version")?;
    for (name, _, licence) in RUST {
        parts.push(Part {
            name: name.to_string(),
            version: rustc.to_string(),
            kind: "generic",
            licence: licence.to_string(),
            used_under: policy.choose(name, licence, Place::Engine)?,
            place: Place::Engine,
            source: Some("https://github.com/rust-lang/rust".to_string()),
            features: Vec::new(),
            authors: vec!["the contributors of the Rust project".to_string()],
            folder: None,
            needs: Vec::new(),
            direct: true,
        });
    }
    Ok(parts)
}

/// A crate as `cargo metadata` describes it.
fn crate_part(
    metadata: &Metadata,
    name: &str,
    version: &str,
    place: Place,
    policy: &Policy,
) -> Result<Part> {
    let package = metadata
        .packages
        .iter()
        .find(|package| *package.name == name && package.version.to_string() == version)
        .with_context(|| format!("cargo metadata does not describe {name} {version}"))?;
    let licence = package.license.as_deref();
    let licence = licence.with_context(|| format!("{name} does not name its licence"))?;
    Ok(Part {
        name: name.to_string(),
        version: version.to_string(),
        kind: "cargo",
        licence: canonical(licence)?,
        used_under: policy.choose(name, licence, place)?,
        place,
        source: package.repository.clone(),
        features: Vec::new(),
        authors: package.authors.clone(),
        folder: package.manifest_path.parent().map(|folder| folder.into()),
        needs: needs(metadata, name, version),
        direct: false,
    })
}

/// What a crate needs, for whatever target.
fn needs(metadata: &Metadata, name: &str, version: &str) -> Vec<String> {
    let named = |id: &cargo_metadata::PackageId| name_and_version(&id.repr).unwrap_or_default();
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
    nodes
        .filter(|node| named(&node.id) == (name.to_string(), version.to_string()))
        .flat_map(|node| &node.dependencies)
        .map(named)
        .map(|(name, version)| format!("{name} {version}"))
        .collect()
}

/// A package of npm, as its `package.json` describes it.
fn npm_part(under: &str, place: Place, policy: &Policy) -> Result<Part> {
    let name = under.rsplit('/').next().unwrap_or(under);
    let folder = root().join("node_modules").join(under);
    let file = folder.join("package.json");
    let package: serde_json::Value = serde_json::from_slice(&fs::read(&file)?)?;
    let licence = package["license"].as_str();
    let licence = licence.with_context(|| format!("{name} does not name its licence"))?;
    let source = package["repository"]["url"].as_str();
    let source = source.map(|url| url.trim_start_matches("git+").trim_end_matches(".git"));
    Ok(Part {
        name: name.to_string(),
        version: npm_version(under)?,
        kind: "npm",
        licence: canonical(licence)?,
        used_under: policy.choose(name, licence, place)?,
        place,
        source: source.map(str::to_string),
        features: Vec::new(),
        authors: Vec::new(),
        folder: Some(folder),
        needs: Vec::new(),
        direct: true,
    })
}

/// The licence as SPDX writes it: some crates still write `MIT/Apache-2.0`.
fn canonical(licence: &str) -> Result<String> {
    let canonical = Expression::canonicalize(licence).with_context(|| licence.to_string())?;
    Ok(canonical.unwrap_or_else(|| licence.to_string()))
}

/// Which licences are accepted, from `deny.toml`, by which cargo-deny checks the same crates.
struct Policy {
    /// In what ships, the preferred ones first.
    ships: Vec<Licensee>,
    /// In the check for page authors besides: its text goes with it, which is all that it asks.
    check: Vec<Licensee>,
    /// By crate, in what only builds.
    builds: BTreeMap<String, Vec<Licensee>>,
}

#[derive(Deserialize)]
struct Deny {
    licenses: DenyLicences,
}

#[derive(Deserialize)]
struct DenyLicences {
    allow: Vec<String>,
    exceptions: Vec<DenyException>,
}

#[derive(Deserialize)]
struct DenyException {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

impl Policy {
    fn read(file: &Path) -> Result<Policy> {
        let deny: Deny = toml::from_str(&fs::read_to_string(file)?).context("deny.toml")?;
        let parsed = |all: &[String]| -> Result<Vec<Licensee>> {
            let parse = |id: &String| Licensee::parse(id).with_context(|| id.clone());
            all.iter().map(parse).collect()
        };
        let mut builds = BTreeMap::new();
        for exception in &deny.licenses.exceptions {
            builds.insert(exception.name.clone(), parsed(&exception.allow)?);
        }
        let mut ships = parsed(&deny.licenses.allow)?;
        // Of Rust's own library, which cargo-deny does not see; it asks of a compiled program nothing that Apache-2.0 alone
        // does not.
        ships.push(Licensee::parse("Apache-2.0 WITH LLVM-exception")?);
        let check = vec![Licensee::parse("BSD-2-Clause")?];
        Ok(Policy {
            ships,
            check,
            builds,
        })
    }

    /// The licences under which a part is used: as few as its expression allows.
    fn choose(&self, name: &str, licence: &str, place: Place) -> Result<Vec<LicenseReq>> {
        let expression = Expression::parse(&canonical(licence)?)?;
        let excepted = (place == Place::Nowhere)
            .then(|| self.builds.get(name))
            .flatten();
        let check = self.check.iter().filter(|_| place == Place::Check);
        let accepted = self
            .ships
            .iter()
            .chain(check)
            .chain(excepted.into_iter().flatten());
        expression.minimized_requirements(accepted).with_context(|| {
            format!("{name} is under {licence}: read it, and if the widget may ship it, allow it in deny.toml")
        })
    }
}

/// The list for programs. It has no time and no serial number, so the same parts give the same bytes.
fn sbom(own: &str, parts: &[Part]) -> Result<String> {
    let checksums = Checksums::read()?;
    let mut about = Component::new(
        Classification::Library,
        own,
        env!("CARGO_PKG_VERSION"),
        Some(own.to_string()),
    );
    about.licenses = Some(Licenses(vec![LicenseChoice::expression(OWN_LICENCE)]));
    let mut components = Vec::new();
    let mut references = BTreeMap::new();
    for part in parts {
        let purl = Purl::new(part.kind, &part.name, &part.version)?;
        references.insert(part.id(), purl.to_string());
        let mut component = Component::new(
            Classification::Library,
            &part.name,
            &part.version,
            Some(purl.to_string()),
        );
        component.purl = Some(purl);
        component.scope = Some(match part.place {
            Place::Engine | Place::Scripts | Place::Check => Scope::Required,
            Place::Nowhere => Scope::Excluded,
        });
        component.licenses = Some(Licenses(vec![LicenseChoice::expression(&part.licence)]));
        component.external_references = part.source.as_ref().map(|url| {
            let url = Reference::Url(Uri::new(url));
            ExternalReferences(vec![ExternalReference::new(
                ExternalReferenceType::Vcs,
                url,
            )])
        });
        component.hashes = checksums.of(part).map(|sha256| {
            Hashes(vec![Hash {
                alg: HashAlgorithm::SHA_256,
                content: HashValue(sha256.to_string()),
            }])
        });
        if !part.features.is_empty() {
            let features = Property::new("cargo:features", &part.features.join(" "));
            component.properties = Some(Properties(vec![features]));
        }
        components.push(component);
    }
    let mut dependencies = vec![Dependency {
        dependency_ref: own.to_string(),
        dependencies: parts
            .iter()
            .filter(|part| part.direct)
            .map(|part| references[&part.id()].clone())
            .collect(),
    }];
    dependencies.extend(parts.iter().map(|part| Dependency {
        dependency_ref: references[&part.id()].clone(),
        dependencies: part.needs.iter().map(|id| references[id].clone()).collect(),
    }));
    let bom = Bom {
        serial_number: None,
        metadata: Some(About {
            component: Some(about),
            ..About::default()
        }),
        components: Some(Components(components)),
        dependencies: Some(Dependencies(dependencies)),
        spec_version: SpecVersion::V1_5,
        ..Bom::default()
    };
    let valid = bom.validate_version(SpecVersion::V1_5);
    ensure!(valid.passed(), "sbom.cdx.json is not valid: {valid:?}");
    let mut json = Vec::new();
    bom.output_as_json_v1_5(&mut json)?;
    let mut text = String::from_utf8(json)?;
    text.push('\n');
    Ok(text)
}

/// The hashes of crates in `Cargo.lock`.
#[derive(Deserialize)]
struct Checksums {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

impl Checksums {
    fn read() -> Result<Checksums> {
        let lock = fs::read_to_string(root().join("Cargo.lock"))?;
        toml::from_str(&lock).context("Cargo.lock")
    }

    fn of(&self, part: &Part) -> Option<&str> {
        let is_part = |locked: &&Locked| locked.name == part.name && locked.version == part.version;
        let locked = self
            .package
            .iter()
            .filter(|_| part.kind == "cargo")
            .find(is_part);
        locked?.checksum.as_deref()
    }
}

/// The list for people, with the texts of the licences.
fn third_party(parts: &[Part]) -> Result<String> {
    let list = |place: Place| {
        let lines = parts.iter().filter(|part| part.place == place).map(line);
        lines.collect::<String>()
    };
    let out = format!(
        "What mbc-body-map contains of others, with the licences that its authors name. sbom.cdx.json has the same list for \
         programs. Pictures, styles and words are our own, and no font is in it.\n\n\
         In the engine (WebAssembly, and the same as JavaScript):\n\n{}\n\
         Tools that write lines of their own into the scripts:\n\n{}\n\
         In check.js, of the check for page authors, which no visitor loads:\n\n{}\n\
         Compiled with the engine, which has no function of theirs:\n\n{}",
        list(Place::Engine),
        list(Place::Scripts),
        list(Place::Check),
        list(Place::Nowhere),
    );
    Ok(out + &licence_texts(parts)?)
}

fn line(part: &Part) -> String {
    let source = part.source.as_ref().map(|url| format!(", {url}"));
    format!(
        "- {}, {}{}\n",
        part.id(),
        part.licence,
        source.unwrap_or_default()
    )
}

/// The texts of the licences, each with the parts that are used under it.
fn licence_texts(parts: &[Part]) -> Result<String> {
    let mut out = String::new();
    // Crates of one project mostly have the same text.
    let mut texts: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for part in parts {
        for licence in &part.used_under {
            let text = licence_text(part, licence)?;
            texts
                .entry((licence.to_string(), text))
                .or_default()
                .push(part.id());
        }
    }
    for ((licence, text), ids) in &texts {
        out += &format!("\n----\n\n{licence}, for {}:\n\n{text}\n", ids.join(", "));
    }
    Ok(out)
}

/// The text of a licence as the part brings it, with its copyright lines; else the text of SPDX with the authors.
fn licence_text(part: &Part, licence: &LicenseReq) -> Result<String> {
    let id = licence.license.id();
    let id =
        id.with_context(|| format!("{} is under {licence}, which SPDX does not know", part.id()))?;
    let mut store = Store::new();
    store.add_license(id.name.to_string(), TextData::new(id.text()));
    let mut files = Vec::new();
    for entry in part.folder.iter().map(fs::read_dir) {
        for file in entry? {
            files.push(file?.path());
        }
    }
    files.sort();
    for file in files {
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .to_uppercase();
        if !["LICEN", "COPYING"]
            .iter()
            .any(|begin| name.starts_with(begin))
            || !file.is_file()
        {
            continue;
        }
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        if store.analyze(&TextData::new(&text)).score >= ALIKE {
            return Ok(text.replace("\r\n", "\n").trim().to_string());
        }
    }
    ensure!(
        !part.authors.is_empty(),
        "{} brings neither the text of {licence} nor its authors: find out who they are",
        part.id()
    );
    // Without the line for which each work has its own words.
    let text: Vec<&str> = id
        .text()
        .lines()
        .filter(|line| !line.contains("<copyright holders>"))
        .collect();
    let exception = match &licence.addition {
        Some(AdditionItem::Spdx(exception)) => format!("\n\n{}", exception.text().trim()),
        _ => String::new(),
    };
    Ok(format!(
        "By {}.\n\n{}{exception}",
        part.authors.join(", "),
        text.join("\n").trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: &str, name: &str, kind: &str, file: &str) -> String {
        format!(
            "{{\"reason\":\"compiler-artifact\",\"package_id\":\"{id}\",\"manifest_path\":\"/a/Cargo.toml\",\"target\":{{\
             \"kind\":[\"{kind}\"],\"crate_types\":[\"{kind}\"],\"name\":\"{name}\",\"src_path\":\"/a/lib.rs\",\"edition\":\"2021\",\
             \"doc\":true,\"doctest\":true,\"test\":true}},\"profile\":{{\"opt_level\":\"z\",\"debuginfo\":0,\
             \"debug_assertions\":false,\"overflow_checks\":false,\"test\":false}},\"features\":[\"std\"],\
             \"filenames\":[\"{file}\"],\"executable\":null,\"fresh\":true}}\n"
        )
    }

    #[test]
    fn what_runs_on_the_building_machine_is_not_in_the_engine() -> Result<()> {
        let registry = "registry+https://github.com/rust-lang/crates.io-index#";
        let own = format!("path+file:///a/mbc-body-map#{}", env!("CARGO_PKG_VERSION"));
        let wasm = "/t/wasm32-unknown-unknown/release/deps/a.rlib";
        let messages = [
            message(&own, "mbc_body_map", "cdylib", wasm),
            message(&format!("{registry}js-sys@0.3.1"), "js-sys", "lib", wasm),
            message(
                &format!("{registry}syn@3.0.0"),
                "syn",
                "lib",
                "/t/release/deps/a.rlib",
            ),
            message(
                &format!("{registry}serde_derive@1.0.0"),
                "serde_derive",
                "proc-macro",
                "/t/release/deps/a.so",
            ),
        ];
        let found = compiled(messages.concat().as_bytes(), "mbc-body-map")?;
        let wanted = Compiled {
            name: "js-sys".to_string(),
            version: "0.3.1".to_string(),
            crate_name: "js_sys".to_string(),
            features: vec!["std".to_string()],
        };
        assert_eq!(found, [wanted]);
        let error = compiled(messages[1].as_bytes(), "mbc-body-map").expect_err("it is missing");
        assert!(
            error.to_string().contains("did not list `mbc-body-map`"),
            "{error}"
        );
        Ok(())
    }

    #[test]
    fn a_function_belongs_to_every_crate_in_its_name() {
        let names = [
            "talc::base::Talc<S,B>::claim::h6",
            "<alloc[3c]::string::String as core[c5]::fmt::Write>::write_char",
            "mbc_body_map::view::{{closure}}::h1",
            "<&mut A as serde_core::ser::Serializer>::collect",
            "widget_new",
        ];
        let found: Vec<_> = crates_of(names.into_iter()).into_iter().collect();
        assert_eq!(
            found,
            ["alloc", "core", "mbc_body_map", "serde_core", "talc"]
        );
    }

    #[test]
    fn functions_of_a_crate_that_cargo_did_not_compile_are_refused() {
        let error = gather(&[], &BTreeSet::from(["elsewhere".to_string()]));
        let error = error
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default();
        assert!(
            error.contains("the engine has functions of `elsewhere`"),
            "{error}"
        );
    }

    #[test]
    fn a_compound_licence_is_read_and_not_searched_for_letters() -> Result<()> {
        let policy = Policy::read(&root().join("deny.toml"))?;
        let chosen = |name: &str, licence: &str, place: Place| {
            let chosen = policy.choose(name, licence, place);
            chosen.map(|all| all.iter().map(LicenseReq::to_string).collect::<Vec<_>>())
        };
        for (licence, wanted) in [
            ("MIT/Apache-2.0", vec!["MIT"]),
            ("Unlicense OR MIT", vec!["MIT"]),
            ("MIT AND Apache-2.0", vec!["MIT", "Apache-2.0"]),
            (RUST[1].2, vec!["MIT", "Apache-2.0 WITH LLVM-exception"]),
        ] {
            assert_eq!(chosen("a", licence, Place::Engine)?, wanted, "{licence}");
        }
        for licence in [
            "MIT AND GPL-3.0-only",
            "MIT-0",
            "GPL-2.0-only WITH Classpath-exception-2.0",
        ] {
            let error = chosen("a", licence, Place::Engine)
                .expect_err(licence)
                .to_string();
            assert!(
                error.starts_with(&format!("a is under {licence}: ")),
                "{error}"
            );
        }
        // What deny.toml allows for a crate that only builds does not allow it in the engine.
        let unicode = "(MIT OR Apache-2.0) AND Unicode-3.0";
        assert_eq!(
            chosen("unicode-ident", unicode, Place::Nowhere)?,
            ["MIT", "Unicode-3.0"]
        );
        assert!(chosen("unicode-ident", unicode, Place::Engine).is_err());
        assert!(chosen("another", unicode, Place::Nowhere).is_err());
        Ok(())
    }

    #[test]
    fn the_text_of_a_licence_is_the_one_that_the_crate_brings_or_that_of_spdx_with_its_authors()
    -> Result<()> {
        let folder = tempfile::tempdir()?;
        let mit = Licensee::parse("MIT")?.into_req();
        let mut part = Part {
            name: "a".to_string(),
            version: "1.0.0".to_string(),
            kind: "cargo",
            licence: "MIT".to_string(),
            used_under: Vec::new(),
            place: Place::Engine,
            source: None,
            features: Vec::new(),
            authors: Vec::new(),
            folder: Some(folder.path().to_path_buf()),
            needs: Vec::new(),
            direct: true,
        };
        let apache = spdx::license_id("Apache-2.0")
            .context("SPDX knows it")?
            .text();
        fs::write(folder.path().join("LICENSE"), apache)?;
        let error = licence_text(&part, &mit).expect_err("the file is of another licence");
        assert!(
            error
                .to_string()
                .contains("neither the text of MIT nor its authors"),
            "{error}"
        );
        part.authors = vec!["Somebody".to_string()];
        let text = licence_text(&part, &mit)?;
        assert!(text.starts_with("By Somebody.\n\nMIT License"), "{text}");
        assert!(!text.contains("<year>"), "{text}");
        let own = spdx::license_id("MIT").context("SPDX knows it")?.text();
        let own = own.replace("<year> <copyright holders>", "2020 Somebody");
        fs::write(folder.path().join("LICENSE-MIT"), own.replace('\n', "\r\n"))?;
        assert_eq!(licence_text(&part, &mit)?, own.trim());
        Ok(())
    }
}
