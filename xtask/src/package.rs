//! What `dist/` needs to be a package of npm: from `www/interface.json` the manifest for editors, the types and the
//! tables of the README; `package.json`; and the modules that a bundler takes.

use crate::tools::root;
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

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

/// The optional peer dependency installs nothing; with package managers that isolate packages (pnpm) it makes the types
/// of React visible to ours.
const PACKAGE: &str = r#"{
  "name": "mbc-body-map",
  "version": "VERSION",
  "description": "SUMMARY",
  "keywords": ["web-components", "custom-element", "health", "breast-cancer", "patient-education"],
  "license": "(MIT OR Apache-2.0) AND CC-BY-4.0",
  "type": "module",
  "main": "./mbc-body-map.class.js",
  "types": "./mbc-body-map.d.ts",
  "customElements": "custom-elements.json",
  "exports": {
    ".": { "types": "./mbc-body-map.d.ts", "default": "./mbc-body-map.class.js" },
    "./define": { "types": "./mbc-body-map.d.ts", "default": "./mbc-body-map.define.js" },
    "./inline": { "types": "./mbc-body-map.d.ts", "default": "./mbc-body-map.inline.js" },
    "./custom-elements.json": "./custom-elements.json",
    "./fallback.*.html": "./fallback.*.html",
    "./package.json": "./package.json"
  },
  "sideEffects": ["./mbc-body-map.js", "./mbc-body-map.define.js", "./mbc-body-map.inline.js"],
  "files": ["mbc-body-map*", "fallback.*.html", "custom-elements.json", "integrity.json", "CHANGELOG.md", "LICENSE-*"],
  "peerDependencies": { "@types/react": ">=18.2.6" },
  "peerDependenciesMeta": { "@types/react": { "optional": true } }
}
"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Interface {
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
    /// The element writes the attribute too.
    #[serde(default, rename = "written")]
    _written: bool,
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
    /// The attribute whose values the parameter takes.
    of: Option<String>,
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

/// Writes everything but the bundles and the pages into the new `dist/`. `sites` are the places of the content.
pub(crate) fn write(new: &Path, sites: &[String]) -> Result<()> {
    let interface = Interface::read(sites)?;
    let put = |name: &str, text: String| fs::write(new.join(name), text);
    put("mbc-body-map.define.js", DEFINE.to_string())?;
    put("mbc-body-map.d.ts", interface.types())?;
    let manifest = serde_json::to_string_pretty(&interface.manifest())?;
    put("custom-elements.json", manifest + "\n")?;
    let package = PACKAGE
        .replace("VERSION", env!("CARGO_PKG_VERSION"))
        .replace("SUMMARY", &interface.summary);
    put("package.json", package)?;
    put("README.md", interface.readme()?)?;
    put("THIRD-PARTY.txt", crate::licences::third_party()?)?;
    for name in ["CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(root().join(name), new.join(name))?;
    }
    Ok(())
}

impl Interface {
    fn read(sites: &[String]) -> Result<Interface> {
        let text = fs::read_to_string(root().join("www/interface.json"))?;
        let mut interface: Interface = serde_json::from_str(&text).context("www/interface.json")?;
        for attribute in interface.attributes.iter_mut().filter(|one| one.places) {
            attribute.values = sites.to_vec();
        }
        Ok(interface)
    }

    fn of(&self, method: &Method) -> String {
        let attribute = |name: &String| self.attributes.iter().find(|known| known.name == *name);
        let known = method.of.as_ref().and_then(attribute);
        known.map_or("string".to_string(), Attribute::value_type)
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
            let parameter = |name: &String| json!({ "name": name, "type": text(&self.of(method)) });
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
        let named = |all: &[Named]| -> Vec<Value> {
            all.iter()
                .map(|one| json!({ "name": one.name, "description": one.text }))
                .collect()
        };
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

    /// `mbc-body-map.d.ts`.
    fn types(&self) -> String {
        let (tag, class) = (&self.tag, &self.class);
        let mut out = String::from("// Types of the element. Written by the build.\n");
        let (mut own, mut everywhere, mut in_react) = (String::new(), String::new(), String::new());
        for event in &self.events {
            let Event { name, r#type, .. } = event;
            out += &format!("\nexport interface {type} {}\n", event.object());
            let line = format!("{name:?}: CustomEvent<{type}>;\n");
            if event.bubbles {
                everywhere += &format!("    {line}");
            } else {
                own += &format!("  {line}");
            }
            in_react += &doc("  ", &event.text);
            in_react += &format!("  \"on{name}\"?: (event: CustomEvent<{type}>) => void;\n");
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
            in_react += &doc("  ", &attribute.described());
            in_react += &format!("  {name:?}?: {value};\n");
            if property != name {
                in_react += &format!("  {property}?: {value};\n");
            }
        }
        for property in &self.properties {
            out += &doc("  ", &property.text);
            out += &format!("  readonly {}: {};\n", property.name, property.r#type);
        }
        for method in &self.methods {
            let parameter = method.parameter.as_ref();
            let parameter = parameter.map(|name| format!("{name}: {}", self.of(method)));
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
             export interface {class}Props {{\n{in_react}}}\n\
             \ndeclare global {{\n  interface HTMLElementTagNameMap {{\n    {tag:?}: {class};\n  }}\n  interface GlobalEventHandlersEventMap {{\n{everywhere}  }}\n}}\n\
             \n// For React. Where its types are not installed there is nothing to add to, which is no fault.\n\
             // @ts-ignore\ndeclare module \"react\" {{\n  namespace JSX {{\n    interface IntrinsicElements {{\n      // @ts-ignore\n      \
             {tag:?}: import(\"react\").DetailedHTMLProps<import(\"react\").HTMLAttributes<{class}>, {class}> & {class}Props;\n    }}\n  }}\n}}\n"
        );
        out
    }

    /// The tables of the README.
    fn tables(&self) -> String {
        let mut out = String::from(
            "| attribute | property | values | default |\n| --- | --- | --- | --- |\n",
        );
        for attribute in &self.attributes {
            let default = attribute.default.as_ref().map(|default| code(default));
            let default = default.or(attribute.absent.clone()).unwrap_or_default();
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
        out += "\n| `data-state` and `:state()` | means |\n| --- | --- |\n";
        for state in &self.css_states {
            out += &format!("| `{}` | {} |\n", state.name, state.text);
        }
        out
    }

    /// The README of the package: the opening of ours, the guide for bundlers, the tables, the licences.
    fn readme(&self) -> Result<String> {
        let ours = fs::read_to_string(root().join("README.md"))?;
        let opening = ours
            .split("\n<img")
            .next()
            .context("README.md shows no picture")?;
        let draft = ours
            .lines()
            .find(|line| line.starts_with("**Draft.**"))
            .unwrap_or_default();
        let guide = fs::read_to_string(root().join("docs/embedding.md"))?;
        // The last section, one heading level up.
        let (_, guide) = guide
            .split_once("\n## React, Vue, Svelte, and bundlers\n\n")
            .context("docs/embedding.md has no part on bundlers")?;
        let guide = guide.replace("\n### ", "\n## ");
        Ok(format!(
            "{opening}\n{draft}\n\n{guide}\n## Interface\n\n{}\n## Licence\n\n\
             Code: MIT or Apache-2.0, as you like. Words and figure: [CC-BY-4.0](https://creativecommons.org/licenses/by/4.0/).\n",
            self.tables()
        ))
    }
}

impl Attribute {
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

fn code(text: &str) -> String {
    format!("`{text}`")
}

fn doc(indent: &str, text: &str) -> String {
    format!("{indent}/** {text} */\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;

    const BEGIN: &str = "<!-- Written by `cargo xtask bless` from www/interface.json. -->\n";
    const END: &str = "<!-- Up to here. -->\n";

    #[test]
    fn the_readme_has_the_tables_of_the_interface() -> Result<()> {
        let path = root().join("README.md");
        let page = fs::read_to_string(&path)?;
        let (before, rest) = page.split_once(BEGIN).context("no tables begin")?;
        let (_, after) = rest.split_once(END).context("no tables end")?;
        let content = mbc_compiler::compile(&root().join("content"));
        let sites = content
            .map_err(|_| anyhow::anyhow!("the content has faults"))?
            .sites;
        let tables = Interface::read(&sites)?.tables();
        expect_file![path].assert_eq(&format!("{before}{BEGIN}{tables}{END}{after}"));
        Ok(())
    }
}
