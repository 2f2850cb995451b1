//! What `dist/` needs to be a package of npm: from `www/interface.json` the manifest for editors, the types and the
//! tables of the README; `package.json`; the modules that a bundler takes; and the packed file.

use crate::contacts::Contacts;
use crate::edition::Edition;
use crate::integrity::{self, sri};
use crate::size::brotli;
use crate::tools::{npm, root, run_and_read, with_written};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The class and `defineElement`, without defining anything.
pub(crate) const CLASS: &str = "mbc-body-map.class.js";

/// How esbuild makes it. White space is kept, because esbuild removes it together with the comments that tell bundlers
/// which `import()` to leave alone; bundlers minify what they take anyway.
pub(crate) const CLASS_OPTIONS: &[&str] =
    &["--minify-syntax", "--format=esm", "--drop-labels=AT_ONCE"];

/// Imports the class instead of carrying it: whoever imports both has one class and one engine.
const DEFINE: &str = "\
// Defines <mbc-body-map> at once; exports what `mbc-body-map` exports.
import { defineElement } from \"./mbc-body-map.class.js\";

defineElement();
export * from \"./mbc-body-map.class.js\";
";

/// The types of the variant in one file: the element is defined, and nothing is exported.
const INLINE_TYPES: &str = "\
// Written by the build.
import type {} from \"./mbc-body-map.js\";
export {};
";

/// `unpkg` and `jsdelivr` name what their bare addresses answer. jsDelivr answers with the file itself, so that an entry
/// would look for its files beside `/npm/mbc-body-map`, where none are, and both addresses are written into classic
/// scripts: so it is the file that has everything inside.
///
/// The optional peer dependencies install nothing; with package managers that isolate packages (pnpm) they make the types
/// of the frameworks visible to ours.
const PACKAGE: &str = r#"{
  "name": "mbc-body-map",
  "version": "VERSION",
  "description": "SUMMARY",ADDRESSES
  "keywords": ["web-components", "custom-element", "health", "breast-cancer", "patient-education"],
  "license": "LICENCE",
  "type": "module",
  "main": "./mbc-body-map.class.js",
  "unpkg": "./mbc-body-map.inline.js",
  "jsdelivr": "./mbc-body-map.inline.js",
  "types": "./mbc-body-map.d.ts",
  "customElements": "custom-elements.json",
  "web-types": "./web-types.json",
  "exports": {
    ".": { "types": "./mbc-body-map.d.ts", "default": "./mbc-body-map.class.js" },
    "./define": { "types": "./mbc-body-map.d.ts", "default": "./mbc-body-map.define.js" },
    "./inline": { "types": "./mbc-body-map.inline.d.ts", "default": "./mbc-body-map.inline.js" },
    "./custom-elements.json": "./custom-elements.json",
    "./vscode.html-custom-data.json": "./vscode.html-custom-data.json",
    "./web-types.json": "./web-types.json",
    "./fallback.*.html": "./fallback.*.html",
    "./claims.json": "./claims.json",
    "./integrity.json": "./integrity.json",
    "./sbom.cdx.json": "./sbom.cdx.json",
    "./package.json": "./package.json"
  },
  "sideEffects": ["./mbc-body-map.js", "./mbc-body-map.define.js", "./mbc-body-map.inline.js"],
  "files": ["mbc-body-map*", "fallback.*.html", "custom-elements.json", "vscode.html-custom-data.json", "web-types.json", "integrity.json", "claims.json", "sbom.cdx.json", "THIRD-PARTY.txt", "CHANGELOG.md", "LICENSE-*", "docs"],
  "peerDependencies": { "@types/react": ">=18.2.6", "preact": ">=10", "solid-js": ">=1" },
  "peerDependenciesMeta": { "@types/react": { "optional": true }, "preact": { "optional": true }, "solid-js": { "optional": true } }
}
"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Interface {
    #[serde(rename = "for")]
    _for: String,
    tag: String,
    class: String,
    summary: String,
    attributes: Vec<Attribute>,
    properties: Vec<Property>,
    methods: Vec<Method>,
    events: Vec<Event>,
    slots: Vec<Named>,
    #[serde(rename = "cssProperties")]
    css_properties: Vec<CssProperty>,
    #[serde(rename = "cssSyntaxes")]
    css_syntaxes: BTreeMap<String, CssSyntax>,
    #[serde(rename = "cssParts")]
    css_parts: Vec<Named>,
    #[serde(rename = "cssStates")]
    css_states: Vec<Named>,
}

/// An attribute, and the property that reflects it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attribute {
    name: String,
    property: String,
    /// The allowed values; none if any text is allowed.
    #[serde(default)]
    values: Vec<String>,
    /// The allowed values are the regions of the content.
    #[serde(default)]
    places: bool,
    /// A list of values, separated by spaces.
    #[serde(default)]
    list: bool,
    /// The property also takes a number.
    #[serde(default)]
    numbers: bool,
    #[serde(default)]
    boolean: bool,
    /// Every HTML element has the property.
    #[serde(default)]
    inherited: bool,
    /// What is taken besides `values`; `@VALUES@` is one of them, in any case.
    pattern: Option<String>,
    #[serde(default, rename = "maxLength")]
    max_length: Option<u32>,
    /// What is taken, in words.
    form: Option<String>,
    /// Scripts come from there, so only who may write scripts may set it.
    #[serde(default)]
    scripts: bool,
    /// An invalid value, for the test that the console names it.
    #[serde(default, rename = "bad")]
    _bad: Option<String>,
    default: Option<String>,
    /// What applies without the attribute, in words.
    absent: Option<String>,
    text: String,
}

/// A property that is no attribute.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Property {
    name: String,
    r#type: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Method {
    name: String,
    parameter: Option<String>,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    name: String,
    bubbles: bool,
    r#type: String,
    detail: Vec<(String, String)>,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CssProperty {
    name: String,
    syntax: String,
    default: Option<String>,
    text: String,
}

/// What the WordPress plugin takes for a custom property.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CssSyntax {
    pattern: String,
    #[serde(rename = "maxLength")]
    max_length: u32,
    form: String,
}

/// Writes everything but the bundles and the pages into the new `dist/`. `parts` has the engine; `sites` are the places of the content.
pub(crate) fn write(parts: &Path, new: &Path, sites: &[String], contacts: &Contacts) -> Result<()> {
    let interface = Interface::read(sites)?;
    let put = |name: &str, text: String| fs::write(new.join(name), text);
    put("mbc-body-map.define.js", DEFINE.to_string())?;
    put("mbc-body-map.d.ts", interface.types())?;
    put("mbc-body-map.inline.d.ts", INLINE_TYPES.to_string())?;
    let manifest = serde_json::to_string_pretty(&interface.manifest())?;
    put("custom-elements.json", manifest + "\n")?;
    let data = serde_json::to_string_pretty(&interface.vscode())?;
    put("vscode.html-custom-data.json", data + "\n")?;
    let data = serde_json::to_string_pretty(&interface.web_types())?;
    put("web-types.json", data + "\n")?;
    let package = PACKAGE
        .replace("VERSION", env!("CARGO_PKG_VERSION"))
        .replace("SUMMARY", &interface.summary)
        .replace("LICENCE", crate::components::OWN_LICENCE)
        .replace("ADDRESSES", &addresses(contacts)?);
    put("package.json", package)?;
    let edition = Edition::read(&fs::read_to_string(new.join("claims.json"))?)?;
    put("README.md", interface.readme(new, &edition)?)?;
    crate::components::write(parts, new)?;
    for (from, to) in [
        ("CHANGELOG.md", "CHANGELOG.md"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("content/LICENSE.md", "LICENSE-CONTENT.md"),
    ] {
        fs::copy(root().join(from), new.join(to)).context(from)?;
    }
    let docs = new.join("docs");
    copy_folder(&root().join("docs"), &docs)?;
    let support = docs.join("support.md");
    let page = fs::read_to_string(&support)?;
    // An edition has a contact of its own.
    let page = with_written(&page, "release.toml", &contacts.table()).context("docs/support.md")?;
    fs::write(support, page)?;
    for entry in fs::read_dir(docs)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let mut page = fs::read_to_string(&path)?;
            if path.ends_with("package.md") {
                page = edition.document(page).context("docs/package.md")?;
            }
            let released = |name: &str| fs::read_to_string(new.join(name)).ok();
            fs::write(&path, in_release(&page, released))?;
        }
    }
    Ok(())
}

/// The lines of `package.json` with the addresses that the publisher has given.
fn addresses(contacts: &Contacts) -> Result<String> {
    let mut lines = String::new();
    for (field, key) in [
        ("repository", "repository"),
        ("homepage", "homepage"),
        ("bugs", "discussion"),
    ] {
        if let Some(value) = contacts.value(key) {
            lines += &format!("\n  \"{field}\": {},", serde_json::to_string(value)?);
        }
    }
    Ok(lines)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, to) = {
            let entry = entry?;
            (entry.path(), to.join(entry.file_name()))
        };
        if path.is_dir() {
            copy_folder(&path, &to)?;
        } else {
            fs::copy(&path, to).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

/// `npm/`: the package as one file, to install while its name is not published, and to publish. Which files are in it npm
/// says; its `integrity.json` lists them and no others.
pub(crate) fn pack(new: &Path) -> Result<()> {
    let pack = |what: &Path| -> Result<Command> {
        let mut npm = npm()?;
        npm.args(["pack", "--json", "--ignore-scripts", "--loglevel=error"]);
        npm.arg(what);
        Ok(npm)
    };
    let listed = run_and_read(pack(new)?.arg("--dry-run"))?;
    let listed: Value = serde_json::from_slice(&listed).context("what npm would pack")?;
    let files = listed[0]["files"].as_array();
    let files = files.context("npm does not list the files of the package")?;
    let staged = root().join("target/npm");
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    for file in files {
        let name = file["path"]
            .as_str()
            .context("npm lists a file without a path")?;
        let to = staged.join(name);
        fs::create_dir_all(to.parent().unwrap_or(&staged))?;
        fs::copy(new.join(name), to).with_context(|| name.to_string())?;
    }
    integrity::write(&staged)?;
    let to = new.join("npm");
    fs::create_dir_all(&to)?;
    run_and_read(pack(&staged)?.arg("--pack-destination").arg(to))?;
    Ok(())
}

impl Interface {
    pub(crate) fn read(sites: &[String]) -> Result<Interface> {
        let text = fs::read_to_string(root().join("www/interface.json"))?;
        let mut interface: Interface = serde_json::from_str(&text).context("www/interface.json")?;
        for attribute in interface.attributes.iter_mut().filter(|one| one.places) {
            attribute.values = sites.to_vec();
        }
        Ok(interface)
    }

    /// The attributes of the WordPress block with their rules, as JSON in the order of the interface: those of the element,
    /// custom properties without `--mbc-`, and the block's anchor.
    pub(crate) fn block_attributes(&self, languages: &[&str]) -> Result<String> {
        let mut lines: Vec<String> = self
            .offered()
            .map(|attribute| {
                format!(
                    "    {:?}: {}",
                    attribute.property,
                    attribute.rule(languages)
                )
            })
            .collect();
        for (name, syntax) in self.styles()? {
            let rule = json!({ "type": "string", "pattern": syntax.pattern, "maxLength": syntax.max_length });
            lines.push(format!("    {:?}: {rule}", camel_case(&name)));
        }
        // Declared, so that WordPress keeps it in the comment of the block. It would look for it in the saved HTML, which a
        // block that is rendered on the server has none of.
        lines.push("    \"anchor\": {\"type\":\"string\"}".to_string());
        Ok(format!("{{\n{}\n  }}", lines.join(",\n")))
    }

    /// What is taken, in words, by the name of the attribute in HTML and in the block.
    pub(crate) fn block_forms(&self) -> Result<Vec<(String, String, String)>> {
        let mut forms = Vec::new();
        for attribute in self.offered() {
            if let Some(form) = &attribute.form {
                let property = attribute.property.clone();
                forms.push((attribute.name.clone(), property, form.clone()));
            }
        }
        for (name, syntax) in self.styles()? {
            let property = camel_case(&name);
            forms.push((name, property, syntax.form.clone()));
        }
        Ok(forms)
    }

    /// The custom properties without `--mbc-`.
    pub(crate) fn block_styles(&self) -> Result<Vec<String>> {
        Ok(self.styles()?.into_iter().map(|(name, _)| name).collect())
    }

    fn offered(&self) -> impl Iterator<Item = &Attribute> {
        self.attributes.iter().filter(|known| !known.scripts)
    }

    fn styles(&self) -> Result<Vec<(String, &CssSyntax)>> {
        let own = self.css_properties.iter();
        own.map(|property| {
            let name = property.name.strip_prefix("--mbc-");
            let name =
                name.with_context(|| format!("`{}` does not begin with --mbc-", property.name))?;
            let syntax = self.css_syntaxes.get(&property.syntax);
            let syntax = syntax.with_context(|| {
                format!(
                    "www/interface.json: cssSyntaxes lacks `{}`",
                    property.syntax
                )
            })?;
            Ok((name.to_string(), syntax))
        })
        .collect()
    }

    /// Custom Elements Manifest, schema 2.1.
    fn manifest(&self) -> Value {
        let text = |text: &str| json!({ "text": text });
        let mut members = Vec::new();
        for attribute in self.attributes.iter().filter(|known| !known.inherited) {
            members.push(json!({
                "kind": "field", "name": attribute.property, "type": text(&attribute.read_type()),
                "attribute": attribute.name, "reflects": true, "description": attribute.text,
            }));
        }
        for property in &self.properties {
            members.push(json!({
                "kind": "field", "name": property.name, "type": text(&property.r#type),
                "readonly": true, "description": property.text,
            }));
        }
        for method in &self.methods {
            let parameter = |name: &String| json!({ "name": name, "type": text("string") });
            members.push(json!({
                "kind": "method", "name": method.name, "return": { "type": text("void") }, "description": method.text,
                "parameters": method.parameter.iter().map(parameter).collect::<Vec<_>>(),
            }));
        }
        let attributes = self.attributes.iter().map(|attribute| {
            let mut entry = json!({
                "name": attribute.name, "fieldName": attribute.property,
                "type": text(&attribute.value_type()), "description": attribute.described(),
            });
            if let Some(default) = &attribute.default {
                entry["default"] = json!(format!("{default:?}"));
            }
            entry
        });
        let events = self.events.iter().map(|event| {
            json!({
                "name": event.name, "type": text(&format!("CustomEvent<{}>", event.object())),
                "description": format!("{}; {}", event.text, if event.bubbles { "bubbles" } else { "does not bubble" }),
            })
        });
        let css_properties = self.css_properties.iter().map(|property| {
            let mut entry = json!({ "name": property.name, "syntax": property.syntax, "description": property.text });
            if let Some(default) = &property.default {
                entry["default"] = json!(default);
            }
            entry
        });
        let class = json!({ "name": self.class, "module": CLASS });
        let own = |name: &str| json!({ "kind": "js", "name": name, "declaration": { "name": name, "module": CLASS } });
        json!({
            "schemaVersion": "2.1.0",
            "readme": "README.md",
            "modules": [
                {
                    "kind": "javascript-module", "path": CLASS,
                    "declarations": [
                        {
                            "kind": "class", "name": self.class, "customElement": true, "tagName": self.tag,
                            "summary": self.summary, "superclass": { "name": "HTMLElement", "package": "global:" },
                            "attributes": attributes.collect::<Vec<_>>(), "members": members,
                            "events": events.collect::<Vec<_>>(), "slots": named(&self.slots),
                            "cssProperties": css_properties.collect::<Vec<_>>(),
                            "cssParts": named(&self.css_parts), "cssStates": named(&self.css_states),
                        },
                        {
                            "kind": "function", "name": "defineElement",
                            "description": "Defines the element, and returns what the tag stands for.",
                            "parameters": [
                                { "name": "tag", "optional": true, "type": text("string"), "default": format!("{:?}", self.tag) },
                                { "name": "registry", "optional": true, "type": text("CustomElementRegistry") },
                            ],
                            "return": { "type": text("CustomElementConstructor | undefined") },
                        },
                    ],
                    "exports": [own(&self.class), own("defineElement")],
                },
                {
                    "kind": "javascript-module", "path": "mbc-body-map.define.js",
                    "exports": [
                        { "kind": "custom-element-definition", "name": self.tag, "declaration": class },
                        own(&self.class), own("defineElement"),
                    ],
                },
            ],
        })
    }

    /// Custom data for HTML in VS Code, version 1.1.
    fn vscode(&self) -> Value {
        let attributes = self.attributes.iter().map(|attribute| {
            let mut entry = json!({ "name": attribute.name, "description": markdown(&attribute.with_default()) });
            if attribute.boolean {
                entry["valueSet"] = json!("v");
            } else if !attribute.values.is_empty() && !attribute.list {
                let value = |value: &String| json!({ "name": value });
                entry["values"] = attribute.values.iter().map(value).collect();
            }
            entry
        });
        json!({
            "version": 1.1,
            "tags": [{
                "name": self.tag, "description": markdown(&self.summary),
                "attributes": attributes.collect::<Vec<_>>(),
            }],
        })
    }

    /// Web types, for the editors of JetBrains.
    fn web_types(&self) -> Value {
        let attributes = self.attributes.iter().map(|attribute| {
            let mut entry = json!({
                "name": attribute.name, "description": attribute.described(),
                "value": { "type": attribute.value_type(), "required": !attribute.boolean },
            });
            if let Some(default) = &attribute.default {
                entry["default"] = json!(default);
            }
            entry
        });
        let properties = self
            .attributes
            .iter()
            .filter(|attribute| !attribute.inherited)
            .map(|attribute| json!({ "name": attribute.property, "description": attribute.described(), "type": attribute.write_type() }))
            .chain(self.properties.iter().map(|property| {
                json!({ "name": property.name, "description": property.text, "type": property.r#type, "read-only": true })
            }));
        let events = self.events.iter().map(|event| {
            json!({ "name": event.name, "description": event.text, "type": format!("CustomEvent<{}>", event.object()) })
        });
        let css_properties = self.css_properties.iter().map(|property| {
            let mut entry = json!({ "name": property.name, "description": property.text });
            if let Some(default) = &property.default {
                entry["default"] = json!(default);
            }
            entry
        });
        json!({
            "$schema": "https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json",
            "name": self.tag,
            "version": env!("CARGO_PKG_VERSION"),
            "js-types-syntax": "typescript",
            "description-markup": "markdown",
            "contributions": {
                "html": {
                    "elements": [{
                        "name": self.tag, "description": self.summary,
                        "attributes": attributes.collect::<Vec<_>>(), "slots": named(&self.slots),
                        "js": { "properties": properties.collect::<Vec<_>>(), "events": events.collect::<Vec<_>>() },
                        "css": { "properties": css_properties.collect::<Vec<_>>() },
                    }],
                },
            },
        })
    }

    /// `mbc-body-map.d.ts`.
    fn types(&self) -> String {
        let (tag, class) = (&self.tag, &self.class);
        let mut out = String::from("// Types of the element. Written by the build.\n");
        let (mut own, mut everywhere, mut in_jsx) = (String::new(), String::new(), String::new());
        let mut in_solid = String::new();
        for event in &self.events {
            let Event { name, r#type, .. } = event;
            out += &format!("\nexport interface {type} {}\n", event.object());
            let line = format!("{name:?}: CustomEvent<{type}>;\n");
            if event.bubbles {
                everywhere += &format!("    {line}");
            } else {
                own += &format!("  {line}");
            }
            in_jsx += &doc("  ", &event.text);
            in_jsx += &format!("  \"on{name}\"?: (event: CustomEvent<{type}>) => void;\n");
            in_solid += &format!("\"on:{name}\"?: (event: CustomEvent<{type}>) => void; ");
        }
        out += &format!(
            "\nexport interface {class}EventMap extends HTMLElementEventMap {{\n{own}}}\n"
        );
        out += &doc("", &self.summary);
        out += &format!("export class {class} extends HTMLElement {{\n");
        for attribute in &self.attributes {
            let Attribute { name, property, .. } = attribute;
            if attribute.inherited {
                continue;
            }
            out += &doc("  ", &attribute.described());
            out += &format!("  get {property}(): {};\n", attribute.read_type());
            out += &format!("  set {property}(value: {});\n", attribute.write_type());
            let value = if attribute.boolean {
                "boolean"
            } else {
                &attribute.write_type()
            };
            in_jsx += &doc("  ", &attribute.described());
            in_jsx += &format!("  {name:?}?: {value};\n");
            if property != name {
                in_jsx += &format!("  {property}?: {value};\n");
            }
        }
        for property in &self.properties {
            out += &doc("  ", &property.text);
            out += &format!("  readonly {}: {};\n", property.name, property.r#type);
        }
        for method in &self.methods {
            let parameter = method.parameter.as_ref();
            let parameter = parameter.map(|name| format!("{name}: string"));
            out += &doc("  ", &method.text);
            out += &format!(
                "  {}({}): void;\n",
                method.name,
                parameter.unwrap_or_default()
            );
        }
        for (verb, options) in [
            ("add", "AddEventListenerOptions"),
            ("remove", "EventListenerOptions"),
        ] {
            out += &format!(
                "  {verb}EventListener<K extends keyof {class}EventMap>(type: K, listener: (this: {class}, event: {class}EventMap[K]) => unknown, options?: boolean | {options}): void;\n\
                 \x20 {verb}EventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | {options}): void;\n"
            );
        }
        out += &format!(
            "}}\n\n/** Defines the element, also under another tag or in another registry; returns what the tag stands for. On a server it does nothing. */\n\
             export function defineElement(tag?: string, registry?: CustomElementRegistry): CustomElementConstructor | undefined;\n\
             \n/** What JSX may give the element beyond what it may give every element. */\n\
             export interface {class}Props {{\n{in_jsx}}}\n\
             \ndeclare global {{\n  interface HTMLElementTagNameMap {{\n    {tag:?}: {class};\n  }}\n  interface GlobalEventHandlersEventMap {{\n{everywhere}  }}\n}}\n\
             \n// For React, Preact and Solid. Where the types of one are not installed there is nothing to add to, which is no fault.\n"
        );
        let react = format!(
            "import(\"react\").DetailedHTMLProps<import(\"react\").HTMLAttributes<{class}>, {class}>"
        );
        let preact = format!("import(\"preact\").HTMLAttributes<{class}>");
        // `on:` is how Solid adds a listener as it is; properties and attributes can be chosen by `prop:` and `attr:`.
        let solid = format!("import(\"solid-js\").JSX.HTMLAttributes<{class}> & {{ {in_solid}}}");
        for (module, props) in [("react", react), ("preact", preact), ("solid-js", solid)] {
            out += &format!(
                "// @ts-ignore\ndeclare module {module:?} {{\n  namespace JSX {{\n    interface IntrinsicElements {{\n      // @ts-ignore\n      \
                 {tag:?}: {props} & {class}Props;\n    }}\n  }}\n}}\n"
            );
        }
        out
    }

    /// The tables of the README.
    fn tables(&self) -> String {
        let mut out = String::from(
            "| attribute | property | values | default |\n| --- | --- | --- | --- |\n",
        );
        for attribute in &self.attributes {
            let default = attribute.default_text().unwrap_or_default();
            let Attribute { name, property, .. } = attribute;
            out += &format!(
                "| `{name}` | `{property}` | {} | {default} |\n",
                attribute.described()
            );
        }
        out += "\nA value that is not known means the default and one line on the console.\n\n\
                | method or promise | does |\n| --- | --- |\n";
        for method in &self.methods {
            let parameter = method.parameter.as_deref().unwrap_or_default();
            out += &format!("| `{}({parameter})` | {} |\n", method.name, method.text);
        }
        for property in &self.properties {
            out += &format!("| `{}` | {} |\n", property.name, property.text);
        }
        out += "\n| event | detail | bubbles | tells |\n| --- | --- | --- | --- |\n";
        for event in &self.events {
            let detail = event
                .object()
                .replace("; }", " }")
                .replace("; ", ", ")
                .replace('|', "\\|");
            let bubbles = if event.bubbles { "yes" } else { "no" };
            out += &format!(
                "| `{}` | `{detail}` | {bubbles} | {} |\n",
                event.name, event.text
            );
        }
        out += "\n| slot | holds |\n| --- | --- |\n";
        for slot in &self.slots {
            let name = if slot.name.is_empty() {
                "(none)".to_string()
            } else {
                code(&slot.name)
            };
            out += &format!("| {name} | {} |\n", slot.text);
        }
        out += "\n| custom property | for |\n| --- | --- |\n";
        for property in &self.css_properties {
            let default = property
                .default
                .as_ref()
                .map(|default| format!("; `{default}`"));
            out += &format!(
                "| `{}` | {}{} |\n",
                property.name,
                property.text,
                default.unwrap_or_default()
            );
        }
        out += "\n| `state` and `:state()` | means |\n| --- | --- |\n";
        for state in &self.css_states {
            out += &format!("| `{}` | {} |\n", state.name, state.text);
        }
        out
    }

    /// The README of the package: `docs/package.md` with the hash of the entry, then sizes, interface and licences.
    fn readme(&self, new: &Path, edition: &Edition) -> Result<String> {
        let guide = fs::read_to_string(root().join("docs/package.md"))?;
        let guide = edition.document(guide).context("docs/package.md")?;
        let entry = sri(&fs::read(new.join("mbc-body-map.js"))?);
        let guide = from_the_root(&guide).replace("sha384-…", &entry);
        ensure!(
            guide.contains(concat!("@", env!("CARGO_PKG_VERSION"), "/mbc-body-map.js")),
            "docs/package.md does not name version {}: write it where it names another",
            env!("CARGO_PKG_VERSION")
        );
        Ok(format!(
            "{guide}\n## Sizes\n\n{}\n## Interface\n\n{}\n## Licences\n\n\
             Code: MIT or Apache-2.0, as you like (`LICENSE-MIT`, `LICENSE-APACHE`). Words and figure: \
             [CC-BY-4.0](https://creativecommons.org/licenses/by/4.0/) (`LICENSE-CONTENT.md`). What is in it of others: `THIRD-PARTY.txt`.\n",
            sizes(new)?,
            self.tables()
        ))
    }
}

/// A document of `docs/` as it reads one folder above, where `docs/` lies beside it in a release and in the package.
fn from_the_root(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = [rest.find("]("), rest.find("src=\"")]
        .into_iter()
        .flatten()
        .min()
    {
        let begin = at + if rest[at..].starts_with("](") { 2 } else { 5 };
        let target = &rest[begin..];
        out += &rest[..begin];
        rest = match target.strip_prefix("../") {
            Some(above) => above,
            None => {
                let elsewhere = target.starts_with(['#', '/']) || target.starts_with("http");
                out += if elsewhere { "" } else { "docs/" };
                target
            }
        };
    }
    out + rest
}

/// A document of `docs/` as it reads in a release, which has no source. `released` returns the text of a file of the release,
/// by its path; a link to a file that is not there becomes the name of that file, and a part that is not there is left out.
fn in_release(text: &str, released: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](../") {
        let (before, link) = rest.split_at(at);
        let (to, after) = link["](../".len()..].split_once(')').unwrap_or_default();
        let (before, words) = before.rsplit_once('[').unwrap_or(("", before));
        let (path, part) = to.split_once('#').unwrap_or((to, ""));
        out += before;
        out += &match released(path) {
            Some(page) if part.is_empty() || has_heading(&page, part) => {
                format!("[{words}](../{to})")
            }
            Some(_) => format!("[{words}](../{path})"),
            None if words.trim_matches('`') == path => format!("`{path}` of the source"),
            None => format!("{words} (`{path}` of the source)"),
        };
        rest = after;
    }
    out + rest
}

/// Whether a page has a heading with this anchor, made as GitHub makes it.
fn has_heading(page: &str, anchor: &str) -> bool {
    let mut headings = page.lines().filter_map(|line| line.strip_prefix('#'));
    headings.any(|line| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
        kept.collect::<String>().replace(' ', "-") == anchor
    })
}

/// What a visitor downloads, compressed as well as servers can.
fn sizes(new: &Path) -> Result<String> {
    let mut rows = BTreeMap::new();
    for entry in fs::read_dir(new)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let what = match name
            .strip_prefix("mbc-body-map")
            .map(|rest| rest.split_once('-'))
        {
            Some(None) if name == "mbc-body-map.js" => {
                "1. the entry, `mbc-body-map.js`".to_string()
            }
            Some(Some(("", hash))) if hash.ends_with(".wasm") => "2. the engine, once".to_string(),
            Some(Some((language, hash))) if hash.ends_with(".pack") => {
                format!("3. the words in `{}`", language.trim_start_matches('.'))
            }
            _ => continue,
        };
        let bytes = fs::read(&path)?;
        rows.insert(what, (bytes.len(), brotli(&bytes)?));
    }
    let kilobytes = |bytes: usize| format!("{}.{}", bytes / 1024, bytes % 1024 * 10 / 1024);
    let rows = rows.iter().map(|(what, (raw, small))| {
        format!(
            "| {} | {} | {} |\n",
            &what[3..],
            kilobytes(*raw),
            kilobytes(*small)
        )
    });
    Ok(format!(
        "A visitor downloads three files; the second language only after switching to it. In KB of 1,024 bytes:\n\n\
         | file | raw | brotli |\n| --- | --- | --- |\n{}",
        rows.collect::<String>()
    ))
}

impl Attribute {
    /// What is valid, as a JSON schema.
    fn rule(&self, languages: &[&str]) -> Value {
        if self.boolean {
            return json!({ "type": "boolean" });
        }
        let Some(pattern) = &self.pattern else {
            return match (self.list, self.values.is_empty()) {
                (true, _) => {
                    json!({ "type": "array", "items": { "type": "string", "enum": self.values } })
                }
                (_, false) => json!({ "type": "string", "enum": self.values }),
                _ => json!({ "type": "string", "maxLength": self.max_length }),
            };
        };
        let mut rule = json!({
            "type": "string", "pattern": pattern, "maxLength": self.max_length,
        });
        if pattern.contains("@VALUES@") {
            // A schema has no flag for upper and lower case.
            let letter = |letter: char| format!("[{letter}{}]", letter.to_ascii_uppercase());
            let any: Vec<String> = languages
                .iter()
                .map(|code| code.chars().map(letter).collect())
                .collect();
            let any = format!("(?:{})", any.join("|"));
            rule["pattern"] = json!(pattern.replace("@VALUES@", &any));
            rule["examples"] = json!(languages);
        }
        rule
    }

    /// The type of a valid value in TypeScript.
    fn value_type(&self) -> String {
        if self.boolean {
            return "boolean".to_string();
        }
        if self.values.is_empty() || self.list || self.inherited {
            return "string".to_string();
        }
        let mut values: Vec<String> = self
            .values
            .iter()
            .map(|value| format!("{value:?}"))
            .collect();
        if self.numbers {
            values.extend(self.values.iter().cloned());
        }
        values.join(" | ")
    }

    /// The type that the property returns: whatever was written, valid or not.
    fn read_type(&self) -> String {
        let r#type = if self.boolean {
            "boolean"
        } else {
            "string | null"
        };
        r#type.to_string()
    }

    /// The type that the property takes.
    fn write_type(&self) -> String {
        if self.boolean {
            return self.value_type();
        }
        self.value_type() + " | null | undefined"
    }

    /// What applies without the attribute.
    fn default_text(&self) -> Option<String> {
        let default = self.default.as_ref().map(|default| code(default));
        default.or(self.absent.clone())
    }

    /// The same, and what applies without the attribute.
    fn with_default(&self) -> String {
        match self.default_text() {
            Some(default) => format!("{}\n\nDefault: {default}", self.described()),
            None => self.described(),
        }
    }

    /// The allowed values and the description.
    fn described(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.values.is_empty() {
            parts.push(
                self.values
                    .iter()
                    .map(|value| code(value))
                    .collect::<Vec<_>>()
                    .join(" "),
            );
        }
        parts.push(self.text.clone());
        parts.join("; ")
    }
}

impl Event {
    /// The type of its `detail` in TypeScript.
    fn object(&self) -> String {
        let keys: Vec<String> = self
            .detail
            .iter()
            .map(|(key, of)| format!("{key}: {of};"))
            .collect();
        format!("{{ {} }}", keys.join(" "))
    }
}

/// `supportPhone` for `support-phone`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('-');
    let first = words.next().unwrap_or_default().to_string();
    words.fold(first, |all, word| {
        let (begin, rest) = word.split_at(word.len().min(1));
        all + &begin.to_ascii_uppercase() + rest
    })
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// Slots, parts and states, as editors want them.
fn named(all: &[Named]) -> Vec<Value> {
    all.iter()
        .map(|one| json!({ "name": one.name, "description": one.text }))
        .collect()
}

/// A description in an editor.
fn markdown(text: &str) -> Value {
    json!({ "kind": "markdown", "value": text })
}

fn doc(indent: &str, text: &str) -> String {
    format!("{indent}/** {text} */\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::expect_written;

    #[test]
    fn package_json_has_the_addresses_that_are_given_and_no_other() -> Result<()> {
        let keys = "absent = []\nhomepage = \"\"\ndownloads = \"\"\nsecurity = \"\"\nsecurity-answer = \"\"\ncontact-answer = \"\"";
        let release = format!("repository = \"https://example.org/a\"\ndiscussion = \"\"\n{keys}");
        let contacts = Contacts::parse(&release, "publisher = \"a\"")?;
        let package = PACKAGE.replace("ADDRESSES", &addresses(&contacts)?);
        let package: Value = serde_json::from_str(&package)?;
        assert_eq!(package["repository"], "https://example.org/a");
        assert!(package.get("homepage").is_none() && package.get("bugs").is_none());
        Ok(())
    }

    #[test]
    fn links_of_a_document_lead_to_files_of_the_release_or_name_those_of_the_source() {
        let released = |name: &str| {
            let readme = "# A\n\n## What’s in it, really?\n";
            (name == "README.md").then(|| readme.to_string())
        };
        for (from, to) in [
            (
                "[a](../README.md), [b](c.md)",
                "[a](../README.md), [b](c.md)",
            ),
            (
                "[a](../README.md#whats-in-it-really)",
                "[a](../README.md#whats-in-it-really)",
            ),
            ("[a](../README.md#gone)", "[a](../README.md)"),
            (
                "[content/a.md](../content/a.md) says",
                "`content/a.md` of the source says",
            ),
            (
                "make [your own](../content/a.md#b), [`x`](../x) and [y](../y/)",
                "make your own (`content/a.md` of the source), `x` of the source and y (`y/` of the source)",
            ),
            ("![a](b.png)", "![a](b.png)"),
        ] {
            assert_eq!(in_release(from, released), to);
        }
    }

    #[test]
    fn links_of_a_document_lead_to_the_same_files_one_folder_above() {
        let text = "[a](embedding.md#x), [b](../CHANGELOG.md), [c](#d), [e](https://a.org/), <img src=\"body-map.png\">";
        assert_eq!(
            from_the_root(text),
            "[a](docs/embedding.md#x), [b](CHANGELOG.md), [c](#d), [e](https://a.org/), <img src=\"docs/body-map.png\">"
        );
    }

    #[test]
    fn the_readme_has_the_tables_of_the_interface() -> Result<()> {
        let content = mbc_compiler::compile(mbc_compiler::Folder(root().join("content")));
        let sites = content
            .map_err(|_| anyhow::anyhow!("the content has faults"))?
            .sites;
        let tables = Interface::read(&sites)?.tables();
        expect_written("README.md", "www/interface.json", &tables)
    }
}
