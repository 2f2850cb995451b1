// The custom element: attributes and properties in, engine calls out, and the author's own words until then.
// It imports nothing and is given the way to load an engine, so that tests can bring their own.
//
// An engine is `{ name, version, style, fallbackPrefix, start(host, root, language, today, shell) }`; `start` returns a
// widget with `handleEvent(type, target)`, `attributeChanged(name)`, `setLanguage(language)`, `languageFailed()`,
// `copied(whether)`, `open(id)`, `close()` and `free()`. The shell does for it what only a page can, or can in fewer bytes.
// Every call into the engine is in a `try`: whatever throws ends that widget alone.
//
// Orders of the browser that this relies on: `attributeChangedCallback` comes before `connectedCallback`;
// moving an element calls `disconnectedCallback` and `connectedCallback` in one task (`adoptedCallback` between them
// if the document is another), so a removal is only believed after a microtask.

const ENGINE_ATTRIBUTES = [
  "site",
  "sections",
  "theme",
  "heading-level",
  "care-team-phone",
  "care-team-hours",
  "support-phone",
  "support-label",
  "support-url",
  "emergency",
];
/** `loading` last: it may start the engine, which must know the others by then. */
const REFLECTED = [...ENGINE_ATTRIBUTES, "base-url", "engine", "loading"];

/** What the engine hears. `toggle` does not bubble, so all are caught on their way down. */
const ENGINE_EVENTS = ["click", "change", "keydown", "toggle"];

/** While the author's words stand there. Their margins stay inside, so that nothing moves when they go. */
const AUTHOR_STYLE =
  ":host{display:flow-root}:host([hidden]){display:none}button{font:inherit;min-block-size:44px;padding-inline:1em}";

// On a server there is no HTMLElement: importing works there, defining does nothing.
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (class {});

/**
 * Makes the class of the element.
 * @param {string[]} languages codes with words, the default first
 * @param {(language: string, engine: string, base?: URL) => Promise<any>} load resolves to an engine that has the
 *   words of the language; rejects with an error whose `code` is for `mbc-error`
 * @param {Record<string, string[]>} [errorMessages] by language: that it could not come, and to try again
 */
// eslint-disable-next-line max-lines-per-function -- it holds the class, which needs its arguments
export function elementClass(languages, load, errorMessages) {
  /** `es` for `es-MX`, if there are words for it. */
  const known = (tag) => languages.find((language) => language === tag.toLowerCase().split("-")[0]);

  class MbcBodyMap extends Base {
    static observedAttributes = ["lang", "loading", ...ENGINE_ATTRIBUTES];

    /** Stands in the shadow root until the widget does, and after a failure: slots, and perhaps an excuse. */
    #author = document.createElement("div");
    #states = this.attachInternals().states;
    /** Tells when the element comes near what the visitor sees. */
    #near;
    #widget;
    /** The style sheet of what stands in the shadow root. */
    #style;
    /** What is being loaded; another one, or none, makes an answer stale. */
    #turn;
    #ready;
    /** While the page is printed: the list of all sources, and how each row was that was opened. */
    #printing;
    #errorLine;
    /** It could not come. The visitor may try again, and so does removing the element and putting it back. */
    #broken = false;

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      for (const type of ENGINE_EVENTS) root.addEventListener(type, (event) => this.#onEvent(event), true);
      // Who reaches for it need not wait until it is near.
      for (const type of ["pointerover", "focusin"]) this.addEventListener(type, () => this.#start());
      for (const name of ["welcome", "", "help"]) this.#author.appendChild(document.createElement("slot")).name = name;
      this.#showAuthor();
      this.#renew();
    }

    /** Resolves when the widget is there; rejects with what it was told if it cannot come. */
    get ready() {
      return this.#ready.promise;
    }

    get deepLink() {
      return this.hasAttribute("deep-link");
    }

    set deepLink(value) {
      this.toggleAttribute("deep-link", Boolean(value));
    }

    /** Opens a place, scrolls to it and gives it the focus; before the widget is there, as soon as it is. */
    open(site) {
      this.#soon((widget) => widget.open(String(site)));
    }

    /** Closes the place that is open. */
    close() {
      this.#soon((widget) => widget.close());
    }

    /** Prints the page, in which the guide stands as a leaflet with everything open. */
    print() {
      window.print();
    }

    connectedCallback() {
      for (const name of ["lang", "deep-link", ...REFLECTED]) this.#upgradeProperty(camelCase(name));
      addEventListener("beforeprint", this.#beforePrint);
      addEventListener("afterprint", this.#afterPrint);
      this.#plan();
    }

    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected) return;
        removeEventListener("beforeprint", this.#beforePrint);
        removeEventListener("afterprint", this.#afterPrint);
        this.#stop();
      });
    }

    /** A style sheet belongs to one document. */
    adoptedCallback() {
      this.#adopt(this.#style);
    }

    attributeChangedCallback(name, before, value) {
      // The same language again asks again for words that did not come.
      if (before === value && name !== "lang") return;
      if (name === "loading") this.#plan();
      else if (name !== "lang") {
        this.#into((widget) => widget.attributeChanged(name));
        if (name === "theme") this.#checkColours();
      } else {
        this.#checkLanguage();
        if (this.#widget) this.#switchLanguage();
      }
    }

    /** Nothing is there, on its way, or given up. */
    get #idle() {
      return this.isConnected && !this.#turn && !this.#widget && !this.#broken;
    }

    /** Starts now, or when it comes near. Also called after a move, when there is nothing to do. */
    #plan() {
      if (!this.#idle) return;
      this.#state("loading");
      if (this.#choice("loading", ["lazy", "eager"]) === "eager" || this.#linked()) return this.#start();
      this.#near ??= new IntersectionObserver(
        (entries) => entries.some((entry) => entry.isIntersecting) && this.#start(),
        {
          rootMargin: "600px",
        },
      );
      this.#near.observe(this);
    }

    #onEvent(event) {
      const { type, target, key } = event;
      // What opens for the printer is no news for the engine, and what happens in the author's slots is the author's.
      if (this.#printing?.rows.length || !this.shadowRoot.contains(target) || (type === "keydown" && key !== "Escape"))
        return;
      // The engine opens a row here and now, so that nothing is painted before the row is back in its place.
      if (type === "click" && target.closest("summary")) event.preventDefault();
      this.#into((widget) => widget.handleEvent(type, target));
    }

    /** Every call into the engine. A panic, or a browser function that the page replaced by one that throws, ends this widget. */
    #into(call) {
      try {
        if (this.#widget) call(this.#widget);
      } catch (error) {
        this.#failed(error);
      }
    }

    #soon(call) {
      if (this.#widget) return this.#into(call);
      this.#start();
      this.ready.then(
        () => this.#into(call),
        () => {},
      );
    }

    /** A property set before the element was defined hides the setter: set it again. */
    #upgradeProperty(name) {
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
      if (!this.#idle) return;
      const turn = (this.#turn = {});
      this.#near?.disconnect();
      this.#state("loading");
      try {
        const language = this.#language();
        const engine = await load(language, this.#choice("engine", ["auto", "wasm", "js"]), this.#base());
        if (this.#turn !== turn) return;
        if (this.#language() !== language) {
          this.#turn = undefined;
          return this.#start();
        }
        this.#hydrate(engine.fallbackPrefix, () => {
          this.#widget = engine.start(
            this,
            this.shadowRoot,
            language,
            new Date().toISOString().slice(0, 10),
            this.#shell(),
          );
          this.#author.remove();
          this.#adopt(engine.style);
        });
        this.#turn = undefined;
        this.#checkColours();
        const site = this.#linked();
        if (site && this.shadowRoot.getElementById(`site-${site}`)) this.#into((widget) => widget.open(site));
        this.#state("ready");
        this.#ready.settle("resolve");
        this.#emit("mbc-ready", { version: engine.version, lang: language, engine: engine.name });
        // Code is compiled when it first runs: while there is nothing to do, rather than in the first press.
        window.requestIdleCallback?.(() =>
          this.shadowRoot.querySelector("details")?.dispatchEvent(new Event("toggle")),
        );
      } catch (error) {
        if (this.#turn === turn) this.#failed(error);
      }
    }

    /**
     * Puts the widget where the author's words were: what is open or focused in a pasted page stays so, and what the
     * visitor reads stays where it is on the screen.
     */
    #hydrate(prefix, change) {
      const root = this.shadowRoot;
      const focused = /** @type {Document | ShadowRoot} */ (this.getRootNode()).activeElement;
      const inside = (part) => root.getElementById(part.id.slice(prefix.length));
      const shows = (part) => part && !part.parentElement?.closest("details:not([open])");
      /** @type {HTMLDetailsElement[]} */
      const parts = [...this.querySelectorAll(/** @type {"details"} */ (`[id^=${prefix}]`))];
      const read = parts.filter((part) => shows(part) && top(part) <= 1).map((part) => [part, top(part)]);
      const { bottom } = this.getBoundingClientRect();
      change();
      // What `sections` leaves out is not there.
      for (const part of parts) if (part.open) inside(part)?.setAttribute("open", "");
      const [part, before] = read.findLast(([part]) => shows(inside(part))) ?? [];
      // Who is past it, or nearly, reads what comes after.
      if (top(this) < 0 && bottom < innerHeight / 2)
        scrollBy({ top: this.getBoundingClientRect().bottom - bottom, behavior: "instant" });
      else if (part) keepInPlace(inside(part), before);
      if (!this.contains(focused)) return;
      const row = focused.closest(`details[id^=${prefix}]`);
      /** @type {HTMLElement} */
      const to =
        (row && /** @type {HTMLElement} */ (inside(row)?.firstElementChild)) ?? root.querySelector("h1, h2, h3");
      if (to.tabIndex < 0) to.tabIndex = -1;
      to.focus({ preventScroll: true });
    }

    /** One of the values that an attribute may have, the first if it has none or another. */
    #choice(name, allowed) {
      const value = this.getAttribute(name);
      if (value === null || allowed.includes(value)) return value ?? allowed[0];
      this.#warn(name, value, allowed);
      return allowed[0];
    }

    #warn(name, value, allowed) {
      console.warn(
        `<${this.localName}>: ${name} "${value}" is not known; use one of: ${allowed.join(" ")}; ${allowed[0]} is used`,
      );
    }

    /** Where the author put the files, if not beside the entry. */
    #base() {
      const value = this.getAttribute("base-url");
      if (!value) return;
      try {
        // Of what has no folders, such as `data:`, there is none.
        return new URL(".", new URL(value.replace(/\/?$/, "/"), this.baseURI));
      } catch {
        console.warn(`<${this.localName}>: base-url "${value}" is no address; the files beside the entry are used`);
      }
    }

    /**
     * A colour of the page that cannot be read here is refused, by day or by night: text needs a contrast of 4.5 (WCAG
     * 1.4.3), and of what can be seen through nobody knows it. Both are measured, because the page may change between
     * them at any time; its author is told of what is shown now.
     */
    #checkColours() {
      const ground = this.shadowRoot.getElementById("mbc");
      ground?.removeAttribute("data-refused");
      const given = [
        ["accent", "--_paper"],
        ["on-accent", "--_accent"],
        ["accent-soft", "--_ink-soft"],
      ].filter(([name]) => getComputedStyle(this).getPropertyValue(`--mbc-${name}`));
      if (!ground || !given[0]) return;
      const probe = ground.appendChild(document.createElement("span"));
      // Mixed with itself, every colour is told as three numbers, here of linear light.
      const colour = (name) => {
        probe.style.color = `color-mix(in srgb-linear, var(${name}), var(${name}))`;
        return getComputedStyle(probe)
          .color.match(/[\d.e-]+(?= |$|\))/g)
          .map(Number);
      };
      const shown = `${colour("--_paper")}`;
      const refused = [];
      for (const scheme of ["light", "dark"]) {
        probe.style.colorScheme = scheme;
        for (const [name, other] of given) {
          const own = colour(`--_${name}`);
          const contrast = own.length > 3 ? 1 : contrastOf(own, colour(other)) || 1;
          if (contrast >= 4.5) continue;
          refused.push(`${name}-${scheme}`);
          ground.setAttribute("data-refused", refused.join(" "));
          if (shown === `${colour("--_paper")}`)
            console.warn(
              `<${this.localName}>: --mbc-${name} has a contrast of ${contrast.toFixed(1)}, and 4.5 is needed; the widget's own is used`,
            );
        }
      }
      probe.remove();
    }

    /** `#mbc-liver` in the page's address opens the liver, if the author wants that. */
    #linked() {
      return this.deepLink && location.hash.match(/^#mbc-([a-z-]+)$/)?.[1];
    }

    /**
     * A leaflet has each source once, at the end, and their numbers where they were. Browsers that cannot style what a
     * closed row holds would print it closed: there all are opened.
     */
    #beforePrint = () => {
      if (this.#printing) return;
      const root = this.shadowRoot;
      const known = [];
      const all = document.createElement("ol");
      all.className = "origins";
      for (const list of root.querySelectorAll(".origin")) {
        const numbers = [...list.children].map((item) => {
          const number = known.indexOf(item.textContent) + 1;
          if (!number) all.append(item.cloneNode(true));
          return number || known.push(item.textContent);
        });
        list.closest("details").firstElementChild.setAttribute("data-origins", numbers.join(", "));
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
      for (const head of this.shadowRoot.querySelectorAll("[data-origins]")) head.removeAttribute("data-origins");
      all?.remove();
      this.#printing = undefined;
    };

    #shell() {
      return {
        copy: async (text) => {
          const copied = await this.#copy(text).catch(() => {});
          this.#into((widget) => widget.copied(!!copied));
        },
        printElement: (element) => this.#printElement(element),
        printPage: () => this.print(),
        scrollTo: (element) => element.scrollIntoView({ behavior: "instant" }),
        top,
        keepInPlace,
        // What a person reads about their illness is heard only by a listener put on the element on purpose.
        select: (detail) => this.dispatchEvent(new CustomEvent("mbc-select", { detail })),
      };
    }

    /** Whether it was copied. */
    async #copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Without a secure context, or in a frame that may not, there is the older way.
        const area = document.createElement("textarea");
        area.value = text;
        const focused = /** @type {HTMLElement} */ (this.shadowRoot.activeElement);
        this.shadowRoot.append(area);
        area.select();
        try {
          return document.execCommand("copy");
        } finally {
          area.remove();
          focused?.focus();
        }
      }
    }

    /** Prints an element by itself, from an empty frame; says whether the browser began to. */
    #printElement(element) {
      const frame = document.createElement("iframe");
      frame.className = "sr";
      frame.title = this.localName;
      this.shadowRoot.append(frame);
      let began = false;
      // In a sandbox the frame is another origin's, and to look into it throws.
      try {
        const { contentWindow: inside, contentDocument: paper } = frame;
        paper.adoptedStyleSheets = [sheetOf(inside, this.#style)];
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
        await load(language, "", this.#base());
        if (this.#turn === turn) this.#into((widget) => widget.setLanguage(language));
      } catch (error) {
        if (this.#turn !== turn) return;
        // The words that are there stay, and say that the others did not come.
        this.#into((widget) => widget.languageFailed());
        this.#tell(error);
      } finally {
        if (this.#turn === turn) this.#turn = undefined;
      }
    }

    #stop() {
      this.#near?.disconnect();
      this.#turn = undefined;
      this.#into((widget) => widget.free());
      this.#showAuthor();
      this.#state();
      this.#broken = false;
      // Whoever waits still does; what is over begins anew.
      if (this.#ready.settled) this.#renew();
    }

    /**
     * The author's own words again, and one event. After something was thrown in the engine nothing calls into it
     * for this widget, not even `free`; a file that did not come may come when the visitor asks again.
     */
    #failed(error) {
      this.#turn = undefined;
      this.#broken = true;
      const detail = errorDetail(error);
      try {
        this.#showAuthor(detail.code !== "engine");
      } finally {
        this.#state("error");
        this.#ready.settle("reject", Object.assign(new Error(detail.message), detail));
        this.#tell(error);
      }
    }

    #showAuthor(excused) {
      this.#widget = undefined;
      if (excused) this.#showErrorMessage();
      else this.#errorLine?.remove();
      if (this.#author.parentNode) return;
      this.shadowRoot.replaceChildren(this.#author);
      this.#adopt(AUTHOR_STYLE);
    }

    /** One line under the author's words, and a button that tries again. */
    #showErrorMessage() {
      const language = this.#language();
      const words = errorMessages?.[language];
      if (!words) return;
      if (!this.#errorLine?.isConnected) {
        const line = (this.#errorLine = document.createElement("div"));
        line.append(document.createElement("p"), document.createElement("button"));
        /** @type {HTMLElement} */ (line.firstChild).role = "status";
        line.lastChild.addEventListener("click", () => {
          if (this.#turn) return;
          this.#broken = false;
          this.#renew();
          this.#errorLine.firstChild.textContent = "…";
          this.#start();
        });
        this.#author.append(line);
      }
      this.#errorLine.lang = language;
      this.#errorLine.firstChild.textContent = words[0];
      this.#errorLine.lastChild.textContent = words[1];
    }

    #adopt(style) {
      this.#style = style;
      const view = this.ownerDocument.defaultView;
      if (view) this.shadowRoot.adoptedStyleSheets = [sheetOf(view, style)];
    }

    #tell(error) {
      const { code, message } = errorDetail(error);
      console.error(`<${this.localName}>: ${message} (${code})`);
      this.#emit("mbc-error", { code, message });
    }

    #state(state) {
      // Not by `setAttribute`, which may be what failed.
      if (state) this.dataset.state = state;
      else delete this.dataset.state;
      if (!CSS.supports("selector(:state(a))")) return;
      this.#states.clear();
      if (state) this.#states.add(state);
    }

    #emit(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }

    /** Its own `lang`, or the nearest above it, through shadow roots; else the default. */
    #language() {
      for (let at = /** @type {Element} */ (this); at; at = /** @type {ShadowRoot} */ (at.getRootNode()).host) {
        const near = at.closest("[lang]:not([lang=''])");
        if (near) return known(near.getAttribute("lang")) ?? languages[0];
      }
      return languages[0];
    }

    /** A page may well be in a language without words; whoever names one on the element is told. */
    #checkLanguage() {
      const tag = this.getAttribute("lang");
      if (!tag || known(tag)) return;
      this.#warn("lang", tag, languages);
    }
  }

  for (const name of REFLECTED) {
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
export function bundledElement(languages, version, style, fallbackPrefix, start, tag) {
  return defineElement(
    elementClass(languages, async () => ({ name: "wasm", version, style, fallbackPrefix, start })),
    tag,
  );
}

/** One constructed sheet for all widgets of a window: no `<style>` and no `style=""`, which strict pages forbid. */
function sheetOf(view, style) {
  if (!sheets.has(view)) sheets.set(view, {});
  const known = sheets.get(view);
  if (!known[style]) (known[style] = new view.CSSStyleSheet()).replaceSync(style);
  return known[style];
}

const sheets = new WeakMap();

function top(element) {
  return element.getBoundingClientRect().top;
}

/**
 * Scrolls the boxes around the element, the nearest first, until its upper edge is `before` pixels below the window's
 * again. At once, also on pages that scroll smoothly. In a slot it takes the parent's boxes, which is near enough.
 */
function keepInPlace(element, before) {
  // Not by `parentElement`, which in a form can be one of its fields.
  for (let at = element; (at = at.closest(":not(:scope)") ?? at.getRootNode().host);) {
    const off = top(element) - before;
    // Less than half a pixel cannot be seen, and cannot be mended on every screen.
    if (Math.abs(off) < 0.5) return;
    at.scrollBy({ top: off, behavior: "instant" });
  }
  // In a frame that is as high as what is in it, the page around scrolls.
  if (Math.abs(top(element) - before) > 1) element.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** What the page's author is told of an error. */
function errorDetail(error) {
  // The `code` of what a browser throws is a number.
  const code = typeof error?.code === "string" ? error.code : "engine";
  return { code, message: error?.message ?? String(error) };
}

/** Contrast of two colours, each three numbers from 0 to 1 of linear light (WCAG 2.2, relative luminance). */
function contrastOf(...colours) {
  const light = ([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  const [dark, bright] = colours.map(light).sort((a, b) => a - b);
  return bright / dark;
}

function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
