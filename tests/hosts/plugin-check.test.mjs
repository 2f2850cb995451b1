// The rules of Plugin Check, the tool with which WordPress's directory looks at plugins, as tests of the archive of the
// plugin. The tool itself needs a site, composer's registry and api.wordpress.org; docs/wordpress.md says which rules are not
// here and why. Each rule has the tool's own names (docs/checks.md of WordPress/plugin-check, and the codes of its results),
// says what it finds in a plugin, and is shown to find something in a copy of ours that breaks it.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as espree from "espree";
import { mo, po } from "gettext-parser";
import PhpParser from "php-parser";
import { missing, run } from "./machine.mjs";

const SLUG = "mbc-body-map";
const MAIN = `${SLUG}.php`;
const ZIP = fileURLToPath(new URL("../../dist/wordpress/mbc-body-map.zip", import.meta.url));

// 1. What a plugin is made of.

/** The archive as a map from names to bytes. */
async function unpacked(zip) {
  const folder = await mkdtemp(join(tmpdir(), "mbc-plugin-"));
  try {
    await run("unzip", ["-q", zip, "-d", folder]);
    const files = new Map();
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath ?? entry.path, entry.name);
      files.set(path.slice(join(folder, SLUG).length + 1), await readFile(path));
    }
    return files;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const names = (files) => [...files.keys()];
const text = (files, name) => String(files.get(name) ?? "");
const withEnding = (files, ending) => names(files).filter((name) => name.endsWith(ending));
/** The PHP files, and the scripts that are written by hand: those beside them. */
const php = (files) => withEnding(files, ".php");
const sources = (files) => [...php(files), ...withEnding(files, ".js").filter((name) => !name.includes("/"))];

const trees = new Map();
function tree(source) {
  if (!trees.has(source)) {
    const engine = new PhpParser.Engine({ parser: { extractDoc: true }, ast: { withPositions: true } });
    trees.set(source, engine.parseCode(source));
  }
  return trees.get(source);
}

/** The nodes of all PHP files for which `wanted` is true, as `file:line what`. */
function found(files, wanted, said = (node) => node.kind) {
  const all = [];
  const walk = (file, node) => {
    if (!node || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach((one) => walk(file, one));
    if (node.kind && wanted(node)) all.push(`${file}:${node.loc?.start.line} ${said(node)}`);
    for (const [key, part] of Object.entries(node)) if (!/^(loc|.*[cC]omments)$/.test(key)) walk(file, part);
  };
  for (const file of php(files)) walk(file, tree(text(files, file)).children);
  return all;
}

const calledName = (node) =>
  node.kind === "call" && node.what.kind === "name" ? node.what.name.replace(/^\\/, "") : undefined;
/** Calls of functions, by name or pattern. */
const calls = (...wanted) => {
  const one = new RegExp(`^(?:${wanted.join("|")})$`);
  return (files) => found(files, (node) => one.test(calledName(node) ?? ""), calledName);
};
/** Where a pattern is in some files, as `file: what`. */
const matches = (pattern, which) => (files) =>
  which(files).flatMap((file) =>
    text(files, file).match(pattern) ? [`${file}: ${text(files, file).match(pattern)[0]}`] : [],
  );
const variables =
  (...wanted) =>
  (files) =>
    found(
      files,
      (node) => node.kind === "variable" && wanted.includes(node.name),
      (node) => `$${node.name}`,
    );

/** The fields of the header, as WordPress reads them. */
const header = (files, field) =>
  text(files, MAIN)
    .slice(0, 8192)
    .match(new RegExp(`^[ \\t/*#@]*${field}:(.*)$`, "mi"))?.[1]
    .trim() ?? "";

/** readme.txt, by the rules of the directory's parser. */
function readme(files) {
  const [head, ...rest] = text(files, "readme.txt").split(/^== (.+?) ==$/m);
  const sections = {};
  for (let at = 0; at < rest.length; at += 2) sections[rest[at]] = rest[at + 1].trim();
  const lines = head.split("\n");
  const fields = {};
  let at = 1;
  for (; lines[at].trim(); at += 1) {
    const [, name, value] = lines[at].match(/^(.+?):(.*)$/) ?? [];
    if (name) fields[name] = value.trim();
  }
  const short = lines.slice(at).join(" ").trim();
  return { name: lines[0].match(/^=== (.+) ===$/)?.[1] ?? "", fields, short, sections };
}

// 2. Copies that break a rule.

const copy = (files) => new Map(files);
const add =
  (name, content = "x") =>
  (files) =>
    copy(files).set(name, Buffer.from(content));
const replace = (name, from, to) => (files) => {
  const changed = text(files, name).replace(from, to);
  assert.notEqual(changed, text(files, name), `${name} has no ${from}`);
  return copy(files).set(name, Buffer.from(changed));
};
const append = (code) => (files) => copy(files).set(MAIN, Buffer.from(`${text(files, MAIN)}\n${code}\n`));
const field = (name, value) => replace(MAIN, new RegExp(`^ \\* ${name}:.*$`, "m"), value && ` * ${name}: ${value}`);
const readmeField = (name, value) =>
  replace("readme.txt", new RegExp(`^${name}:.*\n`, "m"), value && `${name}: ${value}\n`);
const is = (fine, fault) => (fine ? [] : [fault]);

// 3. The rules: check, code, what it finds, and what breaks it.

/** Header fields are refused if they do not have the form. */
const headerForm = (name, form) => (files) => is(form.test(header(files, name)), `${name}: ${header(files, name)}`);
/** The calls that translate, in PHP and in the script of the editor; what is no literal is undefined. */
function translated(files) {
  const all = [];
  const note = (place, name, args) =>
    /^(_[enx]x?|__|esc_(html|attr)_[_ex])$/.test(name ?? "") && all.push({ place, text: args[0], domain: args.at(-1) });
  found(
    files,
    (node) => node.kind === "call",
    (node) =>
      note(
        `PHP, line ${node.loc.start.line}`,
        calledName(node),
        node.arguments.map((one) => (one.kind === "string" ? one.value : undefined)),
      ),
  );
  const walk = (node) => {
    if (!node || typeof node !== "object") return;
    if (node.type === "CallExpression") {
      note(
        `editor.js, line ${node.loc.start.line}`,
        node.callee.name,
        node.arguments.map((one) => (typeof one.value === "string" ? one.value : undefined)),
      );
    }
    Object.values(node).forEach(walk);
  };
  walk(espree.parse(text(files, "editor.js"), { ecmaVersion: "latest", loc: true }));
  return all;
}
const placeholders = (one) => one.text?.match(/%(?:\d+\$)?[sd]/g) ?? [];
const lines = (files, file) => text(files, file).split("\n");
/** Other names, and names that begin with others, may not be a plugin's. The tool has a longer list. */
const MARKS =
  /\b(?:word ?press|gutenberg|woo|woocommerce|jetpack|yoast|akismet|elementor|google|facebook|plugin|wp|wc)\b/i;
const COMPATIBLE = ["MIT", "GPL-2.0-or-later", "GPL-3.0-or-later", "Apache-2.0"];
const SECTIONS = { Changelog: 5000, "Frequently Asked Questions": 5000 };
const words = (section) => section.split(/\s+/).filter(Boolean).length;

const RULES = [
  // Texts.
  [
    "i18n_usage",
    "WordPress.WP.I18n.NonSingularStringLiteralText",
    (files) =>
      translated(files)
        .filter((one) => one.text === undefined)
        .map((one) => one.place),
    append("function f( $x ) { return __( $x, 'mbc-body-map' ); }"),
  ],
  [
    "i18n_usage",
    "WordPress.WP.I18n.TextDomainMismatch",
    (files) =>
      translated(files)
        .filter((one) => one.domain !== SLUG)
        .map((one) => one.place),
    append("function f() { return __( 'a', 'other' ); }"),
  ],
  [
    "i18n_usage",
    "WordPress.WP.I18n.NoEmptyStrings",
    (files) =>
      translated(files)
        .filter((one) => one.text === "")
        .map((one) => one.place),
    append("function f() { return __( '', 'mbc-body-map' ); }"),
  ],
  [
    "i18n_usage",
    "WordPress.WP.I18n.UnorderedPlaceholdersText",
    (files) =>
      translated(files)
        .filter((one) => placeholders(one).length > 1 && !placeholders(one).every((mark) => mark.includes("$")))
        .map((one) => one.place),
    append("function f() { return __( '%s and %s', 'mbc-body-map' ); }"),
  ],
  [
    "i18n_usage",
    "WordPress.WP.I18n.MissingTranslatorsComment",
    (files) =>
      sources(files).flatMap((file) =>
        lines(files, file)
          .filter((line, at, all) => /(?<![\w$])__\( ?['"][^'"]*%/.test(line) && !/translators:/.test(all[at - 1]))
          .map((line) => `${file}: ${line.trim()}`),
      ),
    append("function f() { return __( '%s', 'mbc-body-map' ); }"),
  ],
  // Files.
  [
    "file_type",
    "compressed_files",
    (files) => names(files).filter((name) => /\.(zip|gz|tgz|rar|tar|7z)$/i.test(name)),
    add("a.zip"),
  ],
  ["file_type", "phar_files", (files) => withEnding(files, ".phar"), add("a.phar")],
  [
    "file_type",
    "vcs_present",
    (files) => names(files).filter((name) => /(^|\/)\.(git|svn|hg|bzr)(\/|$)/.test(name)),
    add(".git/config"),
  ],
  ["file_type", "hidden_files", (files) => names(files).filter((name) => /(^|\/)\./.test(name)), add(".htaccess")],
  [
    "file_type",
    "application_detected",
    (files) =>
      names(files).filter((name) =>
        /\.(a|bin|bpk|deploy|dist|distz|dmg|dms|DS_Store|dump|elc|exe|iso|lha|lrf|lzh|o|obj|pkg|sh|so)$/i.test(name),
      ),
    add("build.sh"),
  ],
  [
    "file_type",
    "badly_named_files",
    (files) => names(files).filter((name) => !/^[\w./-]+$/.test(name)),
    add("a file.js"),
  ],
  [
    "file_type",
    "duplicated_files",
    (files) => {
      const all = names(files).map((name) => basename(name).toLowerCase());
      return all.filter((name, at) => all.indexOf(name) !== at);
    },
    add("other/Readme.txt"),
  ],
  [
    "file_type",
    "ai_instruction_directory",
    (files) => names(files).filter((name) => /^\.?(cursor|claude|aider|continue|windsurf|ai|github)\//.test(name)),
    add(".cursor/rules"),
  ],
  [
    "file_type",
    "unexpected_markdown_file",
    (files) => names(files).filter((name) => /^[^/]+\.md$/i.test(name)),
    add("NOTES.md"),
  ],
  // The header.
  [
    "plugin_header_fields",
    "plugin_header_missing_plugin_name",
    headerForm("Plugin Name", /./),
    field("Plugin Name", ""),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_plugin_name",
    headerForm("Plugin Name", /^(?!Plugin Name$|My Basics Plugin$)[\p{L}\p{N}]/u),
    field("Plugin Name", "- MBC"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_missing_plugin_description",
    headerForm("Description", /./),
    field("Description", ""),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_plugin_description",
    headerForm("Description", /^(?!.*(?:short description of|Handle the basics))/),
    field("Description", "This is a short description of what the plugin does"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_plugin_version",
    headerForm("Version", /^[a-z0-9.-]+$/i),
    field("Version", "1 beta"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_plugin_uri",
    headerForm("Plugin URI", /^(https?:\/\/\S+)?$/),
    replace(MAIN, " * Version:", " * Plugin URI: here\n * Version:"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_author_uri",
    headerForm("Author URI", /^(https?:\/\/\S+)?$/),
    replace(MAIN, " * Version:", " * Author URI: here\n * Version:"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_network",
    headerForm("Network", /^(true)?$/i),
    replace(MAIN, " * Version:", " * Network: false\n * Version:"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_requires_wp",
    headerForm("Requires at least", /^\d+\.\d(\.\d+)?$/),
    field("Requires at least", "6.1 or later"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_requires_php",
    headerForm("Requires PHP", /^\d+(\.\d+){1,2}$/),
    field("Requires PHP", "7"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_requires_plugins",
    headerForm("Requires Plugins", /^$/),
    replace(MAIN, " * Version:", " * Requires Plugins: A b\n * Version:"),
  ],
  ["plugin_header_fields", "plugin_header_no_license", headerForm("License", /./), field("License", "")],
  [
    "plugin_header_fields",
    "plugin_header_invalid_license",
    (files) => is(COMPATIBLE.includes(header(files, "License")), header(files, "License")),
    field("License", "proprietary"),
  ],
  [
    "plugin_header_fields",
    "textdomain_mismatch",
    headerForm("Text Domain", new RegExp(`^${SLUG}$`)),
    field("Text Domain", "other"),
  ],
  [
    "plugin_header_fields",
    "textdomain_invalid_format",
    headerForm("Text Domain", /^[a-z0-9]+(?:-[a-z0-9]+)*$/),
    field("Text Domain", "MBC_body"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_invalid_domain_path",
    headerForm("Domain Path", /^\//),
    field("Domain Path", "languages"),
  ],
  [
    "plugin_header_fields",
    "plugin_header_nonexistent_domain_path",
    (files) =>
      is(
        names(files).some((name) => `/${dirname(name)}` === header(files, "Domain Path")),
        header(files, "Domain Path"),
      ),
    field("Domain Path", "/other"),
  ],
  // readme.txt.
  [
    "plugin_readme",
    "no_plugin_readme",
    (files) => is(files.has("readme.txt"), "no readme.txt"),
    (files) => ((files = copy(files)), files.delete("readme.txt"), files),
  ],
  [
    "plugin_readme",
    "invalid_plugin_name",
    (files) => is(readme(files).name, lines(files, "readme.txt")[0]),
    replace("readme.txt", /^===.*===$/m, "MBC"),
  ],
  [
    "plugin_readme",
    "mismatched_plugin_name",
    (files) => is(readme(files).name === header(files, "Plugin Name"), readme(files).name),
    replace("readme.txt", /^===.*===$/m, "=== Other ==="),
  ],
  [
    "plugin_readme",
    "missing_readme_header, Tested up to",
    (files) => is(readme(files).fields["Tested up to"], "none"),
    readmeField("Tested up to", ""),
  ],
  [
    "plugin_readme",
    "readme_parser_warnings_tested_header_ignored",
    (files) => is(/^\d+\.\d$/.test(readme(files).fields["Tested up to"]), readme(files).fields["Tested up to"]),
    readmeField("Tested up to", "WordPress 7.1"),
  ],
  [
    "plugin_readme",
    "readme_parser_warnings_requires_header_ignored",
    (files) =>
      is(
        readme(files).fields["Requires at least"] === header(files, "Requires at least"),
        readme(files).fields["Requires at least"],
      ),
    readmeField("Requires at least", "6.0"),
  ],
  [
    "plugin_readme",
    "readme_parser_warnings_requires_php_header_ignored",
    (files) =>
      is(readme(files).fields["Requires PHP"] === header(files, "Requires PHP"), readme(files).fields["Requires PHP"]),
    readmeField("Requires PHP", "PHP 7.4"),
  ],
  [
    "plugin_readme",
    "default_readme_text",
    matches(/tag1|Here is a short description of the plugin|example\.com\/donate/, () => ["readme.txt"]),
    readmeField("Tags", "tag1"),
  ],
  ["plugin_readme", "no_license", (files) => is(readme(files).fields.License, "none"), readmeField("License", "")],
  [
    "plugin_readme",
    "invalid_license",
    (files) => is(COMPATIBLE.includes(readme(files).fields.License), readme(files).fields.License),
    readmeField("License", "as you like"),
  ],
  [
    "plugin_readme",
    "license_mismatch",
    (files) => is(readme(files).fields.License === header(files, "License"), readme(files).fields.License),
    readmeField("License", "Apache-2.0"),
  ],
  [
    "plugin_readme",
    "no_stable_tag",
    (files) => is(readme(files).fields["Stable tag"], "none"),
    readmeField("Stable tag", ""),
  ],
  [
    "plugin_readme",
    "stable_tag_mismatch, trunk_stable_tag",
    (files) => is(readme(files).fields["Stable tag"] === header(files, "Version"), readme(files).fields["Stable tag"]),
    readmeField("Stable tag", "trunk"),
  ],
  [
    "plugin_readme",
    "readme_parser_warnings_too_many_tags",
    (files) => is(readme(files).fields.Tags.split(",").length <= 5, readme(files).fields.Tags),
    readmeField("Tags", "a, b, c, d, e, f"),
  ],
  [
    "plugin_readme",
    "readme_parser_warnings_ignored_tags",
    (files) => is(!/\b(plugins?|wordpress)\b/i.test(readme(files).fields.Tags), readme(files).fields.Tags),
    readmeField("Tags", "health, plugin"),
  ],
  [
    "plugin_readme",
    "readme_parser_warnings_no_short_description_present",
    (files) => is(readme(files).short, "none"),
    replace("readme.txt", /^Explains.*$/m, ""),
  ],
  [
    "plugin_readme",
    "readme_parser_warnings_trimmed_short_description",
    (files) => is(readme(files).short.length <= 150 && !/[*_`[<]/.test(readme(files).short), readme(files).short),
    replace("readme.txt", /^Explains.*$/m, "long ".repeat(31)),
  ],
  [
    "plugin_readme",
    "readme_parser_warnings_trimmed_section_*",
    (files) =>
      Object.entries(readme(files).sections)
        .filter(([title, section]) => words(section) > (SECTIONS[title] ?? 2500))
        .map(([title]) => title),
    replace("readme.txt", "== Installation ==", `== Installation ==\n${"long ".repeat(2501)}`),
  ],
  [
    "plugin_readme",
    "the sections that the directory shows",
    (files) =>
      ["Description", "Installation", "Frequently Asked Questions", "Changelog", "Upgrade Notice"].filter(
        (title) => !readme(files).sections[title],
      ),
    replace("readme.txt", "== Changelog ==", "== Changes =="),
  ],
  [
    "plugin_readme",
    "upgrade_notice_limit",
    (files) =>
      readme(files)
        .sections["Upgrade Notice"].split(/^= .+ =$/m)
        .filter((notice) => notice.trim().length > 300),
    replace("readme.txt", "Words may have changed", "long ".repeat(60)),
  ],
  [
    "plugin_readme",
    "readme_invalid_contributors",
    (files) => is(/^[\w.\-@, ]*$/.test(readme(files).fields.Contributors ?? ""), readme(files).fields.Contributors),
    replace("readme.txt", /^Tags/m, "Contributors: <nobody>\nTags"),
  ],
  // PHP.
  [
    "minified_files",
    "Internal.Tokenizer.Exception",
    (files) =>
      php(files).flatMap((file) =>
        lines(files, file)
          .filter((line) => line.length > 250)
          .map(() => file),
      ),
    add("min.php", `<?php ${"$a = 1; ".repeat(50)}`),
  ],
  [
    "direct_file_access",
    "missing_direct_file_access_protection",
    (files) => php(files).filter((file) => !/^defined\( 'ABSPATH' \) \|\| exit;$/m.test(text(files, file))),
    add("open.php", "<?php\nfunction f() {}\n"),
  ],
  [
    "code_obfuscation",
    "obfuscated_code_detected",
    (files) => [
      ...matches(/@Zend;|This file was encoded by|sourceguardian\.com|sg_load|\$__x=|ionCube/, php)(files),
      ...calls("eval", "base64_decode", "gzinflate", "str_rot13")(files),
    ],
    append("str_rot13( 'a' );"),
  ],
  [
    "plugin_content",
    "five_star_reviews_detected",
    matches(/(wordpress|wp)\.org\/.*reviews/, sources),
    append("// https://wordpress.org/support/plugin/a/reviews/?filter=5"),
  ],
  [
    "late_escaping",
    "WordPress.Security.EscapeOutput.OutputNotEscaped",
    (files) => [
      ...found(files, (node) => ["echo", "print", "inline"].includes(node.kind)),
      ...calls("printf", "vprintf", "print_r", "_e", "_ex", "wp_die", "esc_html_e", "esc_attr_e")(files),
    ],
    append("echo $GLOBALS['a'];"),
  ],
  [
    "safe_redirect",
    "WordPress.Security.SafeRedirect.wp_redirect_wp_redirect",
    calls("wp_redirect", "header"),
    append("wp_redirect( 'https://example.org' );"),
  ],
  [
    "plugin_updater",
    "plugin_updater_detected",
    (files) => [
      ...names(files).filter((name) => /plugin-update-checker/.test(name)),
      ...matches(/plugin-?update-?checker|WP_GitHub_Updater|WPGitHubUpdater|updater\.\w+\.\w{2,5}/i, php)(files),
    ],
    add("plugin-update-checker.php", "<?php\ndefined( 'ABSPATH' ) || exit;\n"),
  ],
  [
    "plugin_updater",
    "update_modification_detected",
    matches(/auto_update_plugin|pre_set_site_transient_update_|_site_transient_update_/, php),
    append("add_filter( 'auto_update_plugin', '__return_true' );"),
  ],
  [
    "plugin_uninstall",
    "uninstall_missing_define",
    (files) => names(files).filter((name) => /(^|\/)uninstall\.php$/.test(name)),
    add("uninstall.php", "<?php\n"),
  ],
  [
    "external_admin_menu_links, menu_image_icon",
    "external_admin_menu_links",
    calls("add_(?:sub)?menu_page", "add_\\w+_page"),
    append("add_menu_page( 'a', 'a', 'read', 'https://example.org' );"),
  ],
  [
    "personal_data_exporter",
    "missing_personal_data_exporter",
    calls(
      "(?:add|update)_(?:site_)?(?:option|transient|post_meta|user_meta|comment_meta|metadata)",
      "set_(?:site_)?transient",
      "wp_insert_\\w+",
      "wp_mail",
      "setcookie",
    ),
    append("update_option( 'a', 1 );"),
  ],
  [
    "setting_sanitization",
    "PluginCheck.CodeAnalysis.SettingSanitization",
    calls("register_setting"),
    append("register_setting( 'a', 'b' );"),
  ],
  [
    "write_file",
    "plugin_folder_writes",
    calls(
      "file_put_contents",
      "fopen",
      "fwrite",
      "mkdir",
      "wp_mkdir_p",
      "copy",
      "rename",
      "touch",
      "move_uploaded_file",
      "unzip_file",
    ),
    append("file_put_contents( __DIR__ . '/a', '' );"),
  ],
  [
    "no_unfiltered_uploads",
    "allow_unfiltered_uploads_detected",
    matches(/ALLOW_UNFILTERED_UPLOADS/, php),
    append("define( 'ALLOW_UNFILTERED_UPLOADS', true );"),
  ],
  [
    "direct_db_queries, direct_db",
    "WordPress.DB.DirectDatabaseQuery",
    (files) => [...variables("wpdb")(files), ...calls("mysqli?_\\w+", "dbDelta")(files)],
    append("function f() { global $wpdb; $wpdb->query( 'a' ); }"),
  ],
  [
    "performant_wp_query_params",
    "WordPress.DB.SlowDBQuery",
    (files) => [
      ...calls("get_posts", "query_posts", "get_pages", "get_users", "get_terms")(files),
      ...matches(/new \\?WP_\w*Query/, php)(files),
    ],
    append("get_posts( array( 'meta_key' => 'a' ) );"),
  ],
  [
    "plugin_review_phpcs",
    "WordPress.Security.NonceVerification, WordPress.Security.ValidatedSanitizedInput",
    variables("_GET", "_POST", "_REQUEST", "_SERVER", "_COOKIE", "_FILES", "_ENV"),
    append("function f() { return $_GET['a']; }"),
  ],
  [
    "plugin_review_phpcs",
    "WordPress.PHP.DevelopmentFunctions",
    calls(
      "error_log",
      "var_dump",
      "var_export",
      "print_r",
      "debug_\\w+",
      "trigger_error",
      "set_error_handler",
      "error_reporting",
      "phpinfo",
      "wp_debug_backtrace_summary",
    ),
    append("error_log( 'a' );"),
  ],
  [
    "plugin_review_phpcs",
    "WordPress.WP.AlternativeFunctions",
    calls(
      "curl_\\w+",
      "parse_url",
      "json_encode",
      "strip_tags",
      "rand",
      "mt_rand",
      "srand",
      "unlink",
      "readfile",
      "fclose",
      "fread",
      "file",
      "chmod",
      "is_writable",
      "rmdir",
    ),
    append("unlink( 'a' );"),
  ],
  [
    "plugin_review_phpcs",
    "WordPress.DateTime.RestrictedFunctions",
    calls("date", "date_default_timezone_set"),
    append("date( 'Y' );"),
  ],
  [
    "plugin_review_phpcs",
    "WordPress.WP.DiscouragedFunctions, Squiz.PHP.DiscouragedFunctions",
    calls("wp_reset_query", "set_time_limit", "ini_set", "ini_alter", "dl"),
    append("ini_set( 'a', 1 );"),
  ],
  [
    "plugin_review_phpcs",
    "WordPress.WP.DiscouragedConstants",
    matches(
      /\b(STYLESHEETPATH|TEMPLATEPATH|PLUGINDIR|MUPLUGINDIR|HEADER_IMAGE|NO_HEADER_TEXT|HEADER_TEXTCOLOR|BACKGROUND_COLOR)\b/,
      php,
    ),
    append("require TEMPLATEPATH;"),
  ],
  [
    "plugin_review_phpcs",
    "PluginCheck.CodeAnalysis.DiscouragedFunctions.load_plugin_textdomainFound",
    calls("load_plugin_textdomain"),
    append("load_plugin_textdomain( 'mbc-body-map' );"),
  ],
  [
    "prefixing",
    "WordPress.NamingConventions.PrefixAllGlobals",
    (files) =>
      php(files).filter(
        (file) =>
          tree(text(files, file)).children.some((node) =>
            ["function", "class", "interface", "trait", "constantstatement"].includes(node.kind),
          ) || /\bdefine\(|do_action\(|apply_filters\(/.test(text(files, file)),
      ),
    add("global.php", "<?php\ndefined( 'ABSPATH' ) || exit;\nfunction register() {}\n"),
  ],
  [
    "prefixing",
    "WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedVariableFound",
    // A namespace does not hold variables: those outside of functions are every plugin's.
    (files) =>
      php(files).flatMap((file) => {
        const [space] = tree(text(files, file)).children.filter((node) => node.kind === "namespace");
        return (space?.children ?? tree(text(files, file)).children)
          .filter(
            (node) => ["foreach", "for", "while", "global"].includes(node.kind) || node.expression?.kind === "assign",
          )
          .map((node) => `${file}:${node.loc.start.line} ${node.kind}`);
      }),
    append("foreach ( array( 1 ) as $where ) { register( $where ); }"),
  ],
  [
    "prefixing",
    "the namespace, and the names of block, shortcode and script",
    (files) =>
      is(
        /^namespace MbcBodyMap;$/m.test(text(files, MAIN)) &&
          /add_shortcode\( 'mbc_body_map'/.test(text(files, MAIN)) &&
          /"name": "mbc\/body-map"/.test(text(files, "block.json")),
        "not prefixed",
      ),
    replace(MAIN, "'mbc_body_map'", "'map'"),
  ],
  // Scripts and addresses.
  [
    "enqueued_resources, enqueued_scripts_in_footer",
    "WordPress.WP.EnqueuedResources, WordPress.WP.EnqueuedResourceParameters",
    (files) => [
      ...calls("wp_(?:enqueue|register)_(?:script|style)", "wp_add_inline_\\w+")(files),
      ...matches(/<(script|style|link)\b/i, php)(files),
    ],
    append("wp_enqueue_script( 'a', 'a.js' );"),
  ],
  [
    "enqueued_scripts_size",
    "EnqueuedScriptsSize.ScriptSizeGreaterThanThreshold",
    (files) => names(files).filter((name) => basename(name) === `${SLUG}.js` && files.get(name).length > 293 * 1024),
    add(`1/${SLUG}.js`, "a".repeat(300 * 1024)),
  ],
  [
    "enqueued_styles_size, enqueued_styles_scope",
    "no style at all",
    (files) => withEnding(files, ".css"),
    add("style.css"),
  ],
  [
    "localhost",
    "localhost_code_detected",
    matches(/https?:\/\/(localhost|127\.0\.0\.1|[^/\s'"]*\.local(host)?)\b/, sources),
    append("// http://localhost/a"),
  ],
  [
    "offloading_files",
    "PluginCheck.CodeAnalysis.EnqueuedResourceOffloading, PluginCheck.CodeAnalysis.Offloading",
    matches(/https?:\/\/(?!opensource\.org\/license\/mit\b|schemas\.wp\.org\/|…|\[)[^\s'"]+/, (files) => [
      ...sources(files),
      "block.json",
    ]),
    append("add_filter( 'a', function () { return 'https://cdn.example.org/a.js'; } );"),
  ],
  [
    "ai_provider, offloading_files",
    "no request to any server",
    calls("wp_(?:safe_)?remote_\\w+", "fsockopen", "stream_socket_client"),
    append("wp_remote_get( 'https://example.org' );"),
  ],
  [
    "react_usage",
    "what React 19 no longer has",
    matches(
      /\b(findDOMNode|unmountComponentAtNode|ReactDOM|\.render\(|defaultProps|propTypes|createFactory|contextTypes|getDerivedState|componentWill\w+)\b/,
      () => ["editor.js"],
    ),
    replace("editor.js", "wp.element;", "wp.element; edit.defaultProps = {};"),
  ],
  // Names.
  [
    "trademarks",
    "trademarked_term",
    (files) => [SLUG, header(files, "Plugin Name"), readme(files).name].filter((name) => MARKS.test(name)),
    field("Plugin Name", "Gutenberg map"),
  ],
];

// 4. The tests.

const skip = await missing({ unzip: "/usr/bin/unzip" });

describe("rules of Plugin Check", { skip }, () => {
  let files;
  before(async () => {
    files = await unpacked(ZIP);
  });

  for (const [check, code, find, broken] of RULES) {
    test(`${check}: ${code}`, () => {
      assert.deepEqual(find(files), []);
      assert.notEqual(find(broken(files)).length, 0, "the rule finds nothing in a plugin that breaks it");
    });
  }

  // The two that a plugin outside of the directory breaks on purpose: see docs/wordpress.md.
  test("plugin_updater: plugin_updater_detected, for `Update URI`, which only a plugin of the directory must not have", () => {
    assert.equal(header(files, "Update URI"), "false");
  });
  test("plugin_readme: missing_readme_header, for `Contributors`, because nobody has an account of the directory", () => {
    assert.equal(readme(files).fields.Contributors, undefined);
  });
});

describe("translations", { skip }, () => {
  let files, pot;
  const LANGUAGES = /^languages\/mbc-body-map-([a-z]+)\.po$/;
  const entries = (catalogue) =>
    Object.values(catalogue.translations)
      .flatMap(Object.values)
      .filter(({ msgid }) => msgid);
  const key = ({ msgctxt, msgid }) => [msgctxt ?? "", msgid].join("|");
  before(async () => {
    files = await unpacked(ZIP);
    pot = po.parse(files.get("languages/mbc-body-map.pot"));
  });

  test("the .pot has each text of the PHP files, of editor.js, of block.json and of the header, and no other", () => {
    const block = JSON.parse(text(files, "block.json"));
    const wanted = [
      ...translated(files).map((one) => `|${one.text}`),
      ...["Plugin Name", "Description"].map((name) => `|${header(files, name)}`),
      `block title|${block.title}`,
      `block description|${block.description}`,
      ...block.keywords.map((keyword) => `block keyword|${keyword}`),
    ];
    assert.ok(wanted.length > 70, "texts were found");
    assert.deepEqual(entries(pot).map(key).sort(), [...new Set(wanted)].sort());
  });

  test("the .pot has no date, so that the same sources give the same bytes", () => {
    assert.doesNotMatch(text(files, "languages/mbc-body-map.pot"), /-Date:|20\d\d-\d\d/);
  });

  test("Spanish is there, and each translation has each text, in the forms that PHP and the editor read", () => {
    const codes = names(files).flatMap((name) => name.match(LANGUAGES)?.[1] ?? []);
    assert.ok(codes.includes("es"));
    for (const code of codes) {
      const base = `languages/mbc-body-map-${code}`;
      const written = new Map(entries(po.parse(files.get(`${base}.po`))).map((one) => [key(one), one.msgstr[0]]));
      assert.deepEqual([...written.keys()].sort(), entries(pot).map(key).sort());
      for (const [of, translation] of written) assert.ok(translation.trim(), `${code}: ${of}`);
      const compiled = entries(mo.parse(files.get(`${base}.mo`))).map((one) => [key(one), one.msgstr[0]]);
      assert.deepEqual(new Map(compiled.sort()), new Map([...written].sort()));
      const { messages } = JSON.parse(text(files, `${base}-mbc-body-map-editor-script.json`)).locale_data;
      const ofEditor = translated(files).filter(({ place }) => place.startsWith("editor.js"));
      assert.deepEqual(Object.keys(messages).sort(), ["", ...new Set(ofEditor.map((one) => one.text))].sort());
      for (const { text: of } of ofEditor) assert.deepEqual(messages[of], [written.get(`|${of}`)]);
    }
  });
});

const VERSION_OF = "/usr/share/wordpress/wp-includes/version.php";
const withWordPress = await missing({
  "php-cli": "/usr/bin/php",
  "php-mbstring": "/usr/share/doc/php-mbstring",
  wordpress: VERSION_OF,
  unzip: "/usr/bin/unzip",
});

test(
  "wp_functions_compatibility: wp_function_not_compatible_with_requires_wp, against the oldest WordPress itself",
  { skip: withWordPress },
  async (t) => {
    const files = await unpacked(ZIP);
    const installed = String(await readFile(VERSION_OF)).match(/\$wp_version = '(\d+\.\d+)/)[1];
    if (installed !== header(files, "Requires at least")) {
      t.skip(
        `the machine has WordPress ${installed}, and ${header(files, "Requires at least")} is the oldest that is claimed`,
      );
      return;
    }
    const known = new Set();
    for (const folder of ["wp-includes", "wp-admin/includes"]) {
      for (const name of await readdir(`/usr/share/wordpress/${folder}`, { recursive: true })) {
        if (!name.endsWith(".php")) continue;
        const source = String(await readFile(`/usr/share/wordpress/${folder}/${name}`));
        for (const [, defined] of source.matchAll(/^\s*function &?(\w+)\s*\(/gm)) known.add(defined);
      }
    }
    const { stdout } = await run("php", ["-r", "echo implode(' ', get_defined_functions()['internal']);"]);
    for (const name of stdout.split(" ")) known.add(name);
    for (const [, own] of text(files, MAIN).matchAll(/^function (\w+)/gm)) known.add(own);
    const asked = new Set([...text(files, MAIN).matchAll(/function_exists\( '(\w+)' \)/g)].map(([, name]) => name));
    const unknown = (of) =>
      found(of, (node) => calledName(node) && !known.has(calledName(node)) && !asked.has(calledName(node)), calledName);
    assert.deepEqual(unknown(files), []);
    assert.notEqual(unknown(append("wp_get_admin_notice( 'a' );")(files)).length, 0);
  },
);

const withSniffer = await missing({ "php-codesniffer": "/usr/bin/phpcs", unzip: "/usr/bin/unzip" });

/** The sniffs of Plugin Check's rule set that PHP_CodeSniffer brings; the others are of WordPress's standard. */
const SNIFFS = [
  "Generic.PHP.BacktickOperator",
  "Generic.PHP.DiscourageGoto",
  "Generic.PHP.DisallowShortOpenTag",
  "Generic.PHP.DisallowAlternativePHPTags",
  "Generic.PHP.ForbiddenFunctions",
  "Generic.PHP.Syntax",
  "Generic.Files.ByteOrderMark",
  "Generic.Functions.CallTimePassByReference",
  "Squiz.PHP.Heredoc",
  "Squiz.PHP.Eval",
];
const BROKEN = {
  "Generic.PHP.BacktickOperator": "<?php $a = `ls`;",
  "Generic.PHP.DiscourageGoto": "<?php a: goto a;",
  "Generic.PHP.DisallowShortOpenTag": "<?= 1 ?>",
  "Generic.PHP.DisallowAlternativePHPTags": "<% echo 1; %>",
  "Generic.PHP.ForbiddenFunctions": "<?php $a = sizeof( $b );",
  "Generic.PHP.Syntax": "<?php function (",
  "Generic.Files.ByteOrderMark": "\uFEFF<?php $a = 1;",
  "Generic.Functions.CallTimePassByReference": "<?php f( &$a );",
  "Squiz.PHP.Heredoc": "<?php $a = <<<B\nb\nB;\n",
  "Squiz.PHP.Eval": "<?php eval( 'a' );",
};

describe("rules of Plugin Check in PHP_CodeSniffer", { skip: withSniffer }, () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "mbc-sniffs-"));
    await run("unzip", ["-q", ZIP, "-d", folder]);
    await mkdir(join(folder, "broken"));
  });
  after(() => rm(folder, { recursive: true }));

  const sniffed = async (sniff, path) => {
    const standard = sniff.split(".")[0];
    const args = [`--standard=${standard}`, `--sniffs=${sniff}`, "--report=csv", "-q", "--extensions=php", path];
    // It ends with 1 or 2 where it finds something.
    const { stdout } = await run("phpcs", args).catch((error) => (error.stdout ? error : Promise.reject(error)));
    return stdout.trim().split("\n").slice(1);
  };

  for (const sniff of SNIFFS) {
    test(`plugin_review_phpcs: ${sniff}`, async () => {
      assert.deepEqual(await sniffed(sniff, join(folder, SLUG)), []);
      const broken = join(folder, "broken", `${sniff}.php`);
      await writeFile(broken, BROKEN[sniff]);
      assert.notEqual((await sniffed(sniff, broken)).length, 0, "the rule finds nothing in a file that breaks it");
    });
  }
});
