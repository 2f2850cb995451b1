// The custom element: attributes and properties in, engine calls out, and the author's own words until then.
// It imports nothing and is given the way to load an engine, so that tests can bring their own.
//
// An engine is `{ name, version, start(host, root, language, shell) }`; `start` returns a widget with
// `changed(attribute)`, `setLanguage(language)`, `languageFailed()`, `copied(whether)`, `open(site)`, `close()` and
// `free()`. The shell does for it what only a page can: `failed()`, `copy(text)`, `print(element, style)`, `guide()`.
//
// Orders of the browser that this relies on: `attributeChangedCallback` comes before `connectedCallback`;
// moving an element calls `disconnectedCallback` and `connectedCallback` in one task, so a removal is only
// believed after a microtask.

const ENGINE_ATTRIBUTES = [
  "site", "sections", "theme", "heading-level", "care-team-phone", "care-team-hours", "support-phone", "support-label", "support-url", "emergency",
];

// On a server there is no HTMLElement: importing works there, defining does nothing.
const Base = globalThis.HTMLElement ?? class {};

/**
 * Makes the class of the element.
 * @param {string[]} languages codes with words, the default first
 * @param {(language: string) => Promise<object>} load resolves to an engine that has the
 *   words of the language; rejects with an error whose `code` is for `mbc-error`
 */
export function elementClass(languages, load) {
  /** `es` for `es-MX`, if there are words for it. */
  const known = (tag) => languages.find((language) => language === tag.toLowerCase().split("-")[0]);

  class MbcBodyMap extends Base {
    static observedAttributes = ["lang", ...ENGINE_ATTRIBUTES];

    #slot;
    #widget;
    /** What is being loaded; another one, or none, makes an answer stale. */
    #turn;
    #ready;
    /** While the page is printed: the list of all sources, and how each row was that was opened. */
    #printing;
    /** It could not come. Only removing the element and putting it back tries again. */
    #broken = false;

    constructor() {
      super();
      this.#slot = document.createElement("slot");
      this.attachShadow({ mode: "open" }).append(this.#slot);
      // What opens for the printer is no news for the engine.
      this.shadowRoot.addEventListener("toggle", (event) => this.#printing?.rows.length && event.stopImmediatePropagation(), true);
      this.#renew();
    }

    /** Resolves when the widget is there; rejects with what it was told if it cannot come. */
    get ready() {
      return this.#ready.promise;
    }

    /** Opens a place, scrolls to it and gives it the focus; before the widget is there, as soon as it is. */
    open(site) {
      if (this.#widget) this.#widget.open(String(site));
      else this.ready.then(() => this.#widget?.open(String(site)), () => {});
    }

    /** Closes the place that is open. */
    close() {
      if (this.#widget) this.#widget.close();
      else this.ready.then(() => this.#widget?.close(), () => {});
    }

    /** Prints the page, in which the guide stands as a leaflet with everything open. */
    print() {
      window.print();
    }

    connectedCallback() {
      for (const name of ["lang", ...ENGINE_ATTRIBUTES]) this.#takeUp(camelCase(name));
      if (!this.#turn && !this.#widget && !this.#broken) this.#start();
      addEventListener("beforeprint", this.#beforePrint);
      addEventListener("afterprint", this.#afterPrint);
    }

    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected) return;
        removeEventListener("beforeprint", this.#beforePrint);
        removeEventListener("afterprint", this.#afterPrint);
        this.#stop();
      });
    }

    attributeChangedCallback(name, before, value) {
      // The same language again asks again for words that did not come.
      if (before === value && name !== "lang") return;
      if (name !== "lang") {
        this.#widget?.changed(name);
        if (name === "theme") this.#checkColours();
        return;
      }
      this.#checkLanguage();
      if (this.#widget) this.#switchLanguage();
    }

    /** A property set before the element was defined hides the setter: set it again. */
    #takeUp(name) {
      if (!Object.hasOwn(this, name)) return;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }

    #renew() {
      const ready = {};
      ready.promise = new Promise((resolve, reject) => Object.assign(ready, { resolve, reject }));
      ready.settle = (how, value) => {
        ready.settled = true;
        ready[how](value);
      };
      // Whoever does not ask need not hear of it: `mbc-error` tells too.
      ready.promise.catch(() => {});
      this.#ready = ready;
    }

    async #start() {
      const turn = (this.#turn = {});
      this.#state("loading");
      const language = this.#language();
      try {
        const engine = await load(language);
        if (this.#turn !== turn) return;
        if (this.#language() !== language) return this.#start();
        this.#widget = engine.start(this, this.shadowRoot, language, this.#shell());
        this.#slot.remove();
        this.#checkColours();
        this.#openLinked();
        this.#turn = undefined;
        this.#state("ready");
        this.#ready.settle("resolve");
        this.#emit("mbc-ready", { version: engine.version, lang: language, engine: engine.name });
      } catch (error) {
        if (this.#turn === turn) this.#failed(error?.code ?? "engine", error?.message ?? String(error));
      }
    }

    /** A colour of the page that cannot be read here is refused: text needs a contrast of 4.5 (WCAG 1.4.3). */
    #checkColours() {
      const ground = this.shadowRoot.getElementById("mbc");
      if (!ground) return;
      const probe = ground.appendChild(document.createElement("span"));
      // Mixed with itself, every colour is told as three numbers.
      const colour = (name) => {
        probe.style.setProperty("color", `color-mix(in srgb, var(${name}), var(${name}))`);
        return getComputedStyle(probe).color.match(/[\d.e-]+(?= |$|\))/g).slice(0, 3).map(Number);
      };
      const refused = [];
      ground.removeAttribute("data-refused");
      for (const [name, other] of [["accent", "--_paper"], ["on-accent", "--_accent"], ["accent-soft", "--_ink"]]) {
        if (!getComputedStyle(this).getPropertyValue(`--mbc-${name}`)) continue;
        const contrast = contrastOf(colour(`--_${name}`), colour(other));
        if (contrast >= 4.5) continue;
        refused.push(name);
        ground.setAttribute("data-refused", refused.join(" "));
        console.warn(`<${this.localName}>: --mbc-${name} has a contrast of ${contrast.toFixed(1)}, and 4.5 is needed; the widget's own is used`);
      }
      probe.remove();
    }

    /** `#mbc-liver` in the page's address opens the liver, if the author wants that. */
    #openLinked() {
      const [, site] = (this.hasAttribute("deep-link") && location.hash.match(/^#mbc-([a-z-]+)$/)) || [];
      if (site && this.shadowRoot.getElementById(`site-${site}`)) this.#widget.open(site);
    }

    /**
     * A leaflet has each source once, at the end, and their numbers where they were. Browsers that cannot style what a
     * closed row holds would print it closed: there all are opened.
     */
    #beforePrint = () => {
      if (this.#printing) return;
      const root = this.shadowRoot;
      const known = new Map();
      const all = document.createElement("ul");
      all.className = "origins";
      for (const list of root.querySelectorAll(".origin")) {
        const numbers = [...list.children].map((item) => {
          if (!known.has(item.textContent)) {
            known.set(item.textContent, known.size + 1);
            const copy = all.appendChild(item.cloneNode(true));
            copy.prepend(`${known.size}. `);
          }
          return known.get(item.textContent);
        });
        list.hidden = true;
        list.closest("details").firstChild.setAttribute("data-origins", numbers.join(", "));
      }
      root.getElementById("foot")?.append(all);
      const closed = CSS.supports("selector(::details-content)") ? [] : root.querySelectorAll("details");
      const rows = [...closed].map((row) => [row, row.open, row.getAttribute("name")]);
      this.#printing = { all, rows };
      for (const [row] of rows) row.removeAttribute("name");
      for (const [row] of rows) row.open = true;
    };

    #afterPrint = () => {
      const { all, rows } = this.#printing ?? { rows: [] };
      for (const [row, open, name] of rows) {
        row.open = open;
        if (name) row.setAttribute("name", name);
      }
      for (const list of this.shadowRoot.querySelectorAll(".origin")) list.hidden = false;
      for (const head of this.shadowRoot.querySelectorAll("[data-origins]")) head.removeAttribute("data-origins");
      all?.remove();
      this.#printing = undefined;
    };

    #shell() {
      return {
        failed: () => this.#failed("engine", "the engine stopped"),
        copy: async (text) => {
          // Without a secure context, or in a frame that may not, there is the older way.
          const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
          this.#widget?.copied(copied || this.#copyOldWay(text));
        },
        print: (element, style) => this.#printAlone(element, style),
        guide: () => this.print(),
      };
    }

    #copyOldWay(text) {
      const area = document.createElement("textarea");
      area.value = text;
      const focused = this.shadowRoot.activeElement;
      this.shadowRoot.append(area);
      area.select();
      const copied = document.execCommand("copy");
      area.remove();
      focused?.focus();
      return copied;
    }

    /** Prints an element by itself, from an empty frame; says whether the browser began to. */
    #printAlone(element, style) {
      const frame = document.createElement("iframe");
      frame.className = "sr";
      frame.title = this.localName;
      this.shadowRoot.append(frame);
      let began = false;
      // In a sandbox the frame is another origin's, and to look into it throws.
      try {
        const { contentWindow: inside, contentDocument: paper } = frame;
        const sheet = new inside.CSSStyleSheet();
        sheet.replaceSync(style);
        paper.adoptedStyleSheets = [sheet];
        paper.title = element.querySelector("h1, h2, h3").textContent;
        paper.body.append(element);
        inside.addEventListener("beforeprint", () => (began = true));
        // Some browsers return before they have printed.
        inside.addEventListener("afterprint", () => frame.remove());
        inside.focus();
        inside.print();
      } finally {
        if (!began) frame.remove();
      }
      return began;
    }

    async #switchLanguage() {
      const turn = (this.#turn = {});
      const language = this.#language();
      try {
        await load(language);
        if (this.#turn === turn) this.#widget?.setLanguage(language);
      } catch (error) {
        if (this.#turn !== turn) return;
        // The words that are there stay, and say that the others did not come.
        this.#widget?.languageFailed();
        this.#tell(error?.code ?? "engine", error?.message ?? String(error));
      } finally {
        if (this.#turn === turn) this.#turn = undefined;
      }
    }

    #stop() {
      this.#turn = undefined;
      this.#widget?.free();
      this.#showAuthor();
      this.removeAttribute("data-state");
      this.#broken = false;
      // Whoever waits still does; what is over begins anew.
      if (this.#ready.settled) this.#renew();
    }

    /** The author's own words again, and one event. After a panic nothing calls into the engine, not even `free`. */
    #failed(code, message) {
      this.#turn = undefined;
      this.#broken = true;
      this.#showAuthor();
      this.#state("error");
      this.#ready.settle("reject", Object.assign(new Error(message), { code }));
      this.#tell(code, message);
    }

    #showAuthor() {
      this.#widget = undefined;
      this.shadowRoot.replaceChildren(this.#slot);
      // The author's words in the author's style.
      this.shadowRoot.adoptedStyleSheets = [];
    }

    #tell(code, message) {
      console.error(`<${this.localName}>: ${message} (${code})`);
      this.#emit("mbc-error", { code, message });
    }

    #state(state) {
      this.setAttribute("data-state", state);
    }

    #emit(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }

    /** Its own `lang`, or the nearest above it, through shadow roots; else the default. */
    #language() {
      for (let at = this; at; at = at.parentElement ?? at.getRootNode().host) {
        const tag = at.getAttribute("lang");
        if (tag) return known(tag) ?? languages[0];
      }
      return languages[0];
    }

    /** A page may well be in a language without words; whoever names one on the element is told. */
    #checkLanguage() {
      const tag = this.getAttribute("lang");
      if (!tag || known(tag)) return;
      const [instead] = languages;
      console.warn(`<${this.localName}>: lang "${tag}" is not known; use one of: ${languages.join(" ")}; ${instead} is used`);
    }
  }

  for (const name of ENGINE_ATTRIBUTES) {
    Object.defineProperty(MbcBodyMap.prototype, camelCase(name), {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
  return MbcBodyMap;
}

const TAG = "mbc-body-map";

/**
 * Defines the class under the tag, and under further tags a class that is the same; a tag that is taken stays with
 * who took it. Returns what the tag stands for.
 */
export function defineElement(Class, tag = TAG, registry = globalThis.customElements) {
  if (registry && !registry.get(tag)) registry.define(tag, tag === TAG ? Class : class extends Class {});
  return registry?.get(tag);
}

/** For a module that has engine and words inside. */
export function bundledElement(languages, version, start, tag) {
  return defineElement(elementClass(languages, async () => ({ name: "wasm", version, start })), tag);
}

/** Contrast of two colours, each three numbers from 0 to 1 (WCAG 2.2, relative luminance). */
function contrastOf(...colours) {
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05;
  const [dark, bright] = colours.map(light).sort((a, b) => a - b);
  return bright / dark;
}

function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
