// The block in the editor: a card that describes what visitors will get, and the controls. It needs no build step.
// Names and rules of the attributes come from block.json, which WordPress passes to the editor.
(function (wp) {
  const { createElement: el, Fragment } = wp.element;
  const { __, sprintf } = wp.i18n;
  const { ContrastChecker, InspectorControls, PanelColorSettings, useBlockProps } = wp.blockEditor;
  const { Button, CheckboxControl, PanelBody, SelectControl, TextControl } = wp.components;

  const SECTIONS = {
    map: __("Map of the body", "mbc-body-map"),
    basics: __("Just told? Start here", "mbc-body-map"),
    subtypes: __("Types of breast cancer", "mbc-body-map"),
    tests: __("Tests", "mbc-body-map"),
    treatment: __("Treatment", "mbc-body-map"),
    effects: __("Side effects", "mbc-body-map"),
    living: __("Daily life", "mbc-body-map"),
    myths: __("Myths", "mbc-body-map"),
    research: __("Research", "mbc-body-map"),
    help: __("Help and people to talk to", "mbc-body-map"),
    glossary: __("Glossary", "mbc-body-map"),
  };
  /** By language and id; filled in by the build from the words of the guide. */
  const SITE_NAMES = "@SITE_NAMES@";
  /** What an attribute takes, in words; filled in by the build. */
  const FORMS = "@FORMS@";
  const THEMES = {
    auto: __("As the page", "mbc-body-map"),
    light: __("Light", "mbc-body-map"),
    dark: __("Dark", "mbc-body-map"),
  };
  const LABELS = {
    supportPhone: __("Your support line: phone", "mbc-body-map"),
    supportLabel: __("Your support line: name", "mbc-body-map"),
    supportUrl: __("Your support line: website", "mbc-body-map"),
    careTeamPhone: __("Care team: phone (for hospitals)", "mbc-body-map"),
    careTeamHours: __("Care team: when it is answered", "mbc-body-map"),
    emergency: __("Emergency number", "mbc-body-map"),
    accent: __("Accent: links, and what is open", "mbc-body-map"),
    onAccent: __("Text on the accent", "mbc-body-map"),
    accentSoft: __("Ground of what is open", "mbc-body-map"),
    radius: __("Rounding of the corners, such as 10px", "mbc-body-map"),
  };
  const PHONES = ["supportPhone", "supportLabel", "supportUrl", "careTeamPhone", "careTeamHours", "emergency"];
  const COLORS = ["accent", "onAccent", "accentSoft"];
  /**
   * From WordPress 6.7 on, controls without these properties log a warning (WordPress/gutenberg#65751). Older versions
   * do not all know the second, so it is set only where a hook of 6.7 exists. Both may go when the oldest version that is
   * supported ignores them (WordPress/gutenberg#79386).
   */
  const NEXT_SIZE_PROPS = {
    __nextHasNoMarginBottom: true,
    ...("useBlockBindingsUtils" in wp.blockEditor && { __next40pxDefaultSize: true }),
  };

  const rules = () => wp.blocks.getBlockType("mbc/body-map").attributes;

  /** In the language of the editor, else in that of the guide's own words. */
  function siteName(id) {
    const names = SITE_NAMES[document.documentElement.lang.split("-")[0]] ?? SITE_NAMES[rules().lang.examples[0]];
    return names[id] ?? id;
  }

  function languageName(code) {
    const name = new Intl.DisplayNames([code], { type: "language" }).of(code);
    return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
  }

  /** Why the server will leave a text out, by the same rule, or nothing. */
  function fault(name, value) {
    const { pattern, maxLength } = rules()[name];
    if (!value) return undefined;
    if (maxLength && [...value].length > maxLength) {
      /* translators: %d: a number */
      return sprintf(__("Left out: it takes at most %d characters.", "mbc-body-map"), maxLength);
    }
    if (pattern && !new RegExp(pattern, "u").test(value.trim())) {
      /* translators: %s: what is wanted */
      return sprintf(__("Left out: it takes %s.", "mbc-body-map"), FORMS[name]);
    }
    return undefined;
  }

  /** A part of the guide: a box to tick, and two buttons that move it. */
  function section(name, chosen, setSections) {
    const place = chosen.indexOf(name);
    const move = (to) => {
      const names = chosen.filter((other) => other !== name);
      names.splice(to, 0, name);
      setSections(names);
    };
    const arrow = (icon, label, to) =>
      el(Button, {
        icon,
        size: "small",
        label: sprintf(label, SECTIONS[name] ?? name),
        disabled: place < 0 || to < 0 || to >= chosen.length,
        onClick: () => move(to),
      });
    return el(
      "div",
      { key: name, style: { display: "flex", alignItems: "center", gap: "4px", marginBlockEnd: "4px" } },
      el(
        "div",
        { style: { flex: 1 } },
        el(CheckboxControl, {
          __nextHasNoMarginBottom: true,
          label: SECTIONS[name] ?? name,
          checked: place >= 0,
          // The last one cannot be unticked: an empty list means all.
          disabled: chosen.length === 1 && place === 0,
          onChange: (on) => setSections(on ? [...chosen, name] : chosen.filter((other) => other !== name)),
        }),
      ),
      /* translators: %s: a part of the guide */
      arrow("arrow-up-alt2", __("Move up: %s", "mbc-body-map"), place - 1),
      /* translators: %s: a part of the guide */
      arrow("arrow-down-alt2", __("Move down: %s", "mbc-body-map"), place + 1),
    );
  }

  /** The guide's own colors, from the palette of the site's theme or any other. */
  function brandColors(attributes, set) {
    return el(
      PanelColorSettings,
      {
        title: __("Your colors", "mbc-body-map"),
        initialOpen: false,
        colorSettings: COLORS.map((name) => ({
          label: LABELS[name],
          value: attributes[name],
          onChange: (value) => set(name, value),
        })),
      },
      el(ContrastChecker, { backgroundColor: attributes.accent, textColor: attributes.onAccent }),
      el(
        "p",
        { style: { gridColumn: "1 / -1" } },
        __("Set all three. Where a color has too little contrast, the guide shows its own instead.", "mbc-body-map"),
      ),
    );
  }

  function edit({ attributes, setAttributes }) {
    const all = rules().sections.items.enum;
    const chosen = attributes.sections?.length ? attributes.sections.filter((name) => all.includes(name)) : all;
    const set = (name, value) => setAttributes({ [name]: value || undefined });
    const setSections = (names) => {
      const isDefault = names.length === 0 || names.join() === all.join();
      setAttributes({ sections: isDefault ? undefined : names });
    };

    const select = (name, label, options) =>
      el(SelectControl, {
        ...NEXT_SIZE_PROPS,
        label,
        value: attributes[name] ?? "",
        options,
        onChange: (value) => set(name, value),
      });
    const text = (name) =>
      el(TextControl, {
        ...NEXT_SIZE_PROPS,
        key: name,
        label: LABELS[name],
        value: attributes[name] ?? "",
        help: fault(name, attributes[name]),
        onChange: (value) => set(name, value),
      });
    const options = (names) => Object.entries(names).map(([value, label]) => ({ value, label }));

    const controls = el(
      InspectorControls,
      null,
      el(
        PanelBody,
        { title: __("What is shown", "mbc-body-map") },
        select("lang", __("Language", "mbc-body-map"), [
          { value: "", label: __("The page’s own", "mbc-body-map") },
          ...rules().lang.examples.map((code) => ({ value: code, label: languageName(code) })),
        ]),
        select("site", __("Open at first", "mbc-body-map"), [
          { value: "", label: __("Nothing", "mbc-body-map") },
          ...rules().site.enum.map((value) => ({ value, label: siteName(value) })),
        ]),
        el(
          "p",
          null,
          __("Parts, in this order. The signs that cannot wait and the sources are always shown.", "mbc-body-map"),
        ),
        [...chosen, ...all.filter((name) => !chosen.includes(name))].map((name) => section(name, chosen, setSections)),
      ),
      el(PanelBody, { title: __("Phones", "mbc-body-map"), initialOpen: false }, PHONES.map(text)),
      el(
        PanelBody,
        { title: __("Look", "mbc-body-map"), initialOpen: false },
        select("theme", __("Colors", "mbc-body-map"), [
          { value: "", label: THEMES.auto },
          ...options({ light: THEMES.light, dark: THEMES.dark }),
        ]),
        select("headingLevel", __("Level of the title", "mbc-body-map"), [
          { value: "", label: "2" },
          { value: "1", label: "1" },
          { value: "3", label: "3" },
        ]),
        text("radius"),
      ),
      brandColors(attributes, set),
    );
    return el(Fragment, null, controls, el("div", useBlockProps(), card(attributes, chosen)));
  }

  /** The guide itself does not run in the editor; the card says so, and lists what visitors will get. */
  function card(attributes, chosen) {
    const faults = Object.keys(LABELS).filter((name) => fault(name, attributes[name]));
    const line = (label, value) => el("li", { key: label }, el("strong", null, label, ": "), value);
    const lines = [
      line(
        __("Language", "mbc-body-map"),
        attributes.lang ? languageName(attributes.lang) : __("the page’s own", "mbc-body-map"),
      ),
      line(__("Parts", "mbc-body-map"), chosen.map((name) => SECTIONS[name] ?? name).join(" · ")),
      attributes.site && line(__("Open at first", "mbc-body-map"), siteName(attributes.site)),
      attributes.theme && line(__("Colors", "mbc-body-map"), THEMES[attributes.theme] ?? attributes.theme),
      ...Object.keys(LABELS).map(
        (name) => attributes[name] && line(LABELS[name], fault(name, attributes[name]) ?? attributes[name]),
      ),
    ];
    return el(
      "div",
      {
        style: { border: "1px solid currentColor", borderRadius: "8px", padding: "1em 1.5em" },
        "data-faults": faults.join(" ") || undefined,
      },
      el("p", null, el("strong", null, __("MBC body map", "mbc-body-map"))),
      el(
        "p",
        null,
        __(
          "Visitors see the guide here: a figure to press, and the words for each part. The editor shows only this card; preview the page to see the guide.",
          "mbc-body-map",
        ),
      ),
      el("ul", null, lines),
    );
  }

  wp.blocks.registerBlockType("mbc/body-map", { edit, save: () => null });
})(/** @type {any} */ (window).wp);
