// The custom element: attributes and properties in, calls to the engine out, and the author's own content until then.
//
// It imports nothing and is given the way to load an engine, because `src/api.rs` and the browser tests bring this one
// file along by itself, each with an engine of its own. The sections follow the life of an element:
//
//   1. attributes and events          5. hydration         9. colours
//   2. creation and connection        6. events           10. loading errors, stop
//   3. public methods                 7. language         11. state shown to the page
//   4. start                          8. printing         12. definition, functions without state
//
// Orders of the browser that the code relies on: `attributeChangedCallback` comes before `connectedCallback`; moving an
// element calls `disconnectedCallback` and `connectedCallback` in one task (with `adoptedCallback` between them if the
// document is another), so a removal counts only if the element is still away a microtask later.
//
// Every call into the engine is in a `try`. What throws there, a panic or a browser function that the page replaced by
// one that throws, ends that widget alone: see `#fail`.

/**
 * What `load` resolves to.
 * @typedef {object} Engine
 * @property {string} name `wasm` or `js`
 * @property {string} version of the release
 * @property {string} style the style sheet of the shadow root
 * @property {string} fallbackPrefix what the ids of the plain page begin with, before the ids of the widget
 * @property {(host: HTMLElement, root: ShadowRoot, language: string, today: string, shell: Shell) => Widget} start
 *   shows the widget in the shadow root; `today` is such as `2026-11-22`
 */

/**
 * One running widget, in Rust (`src/api.rs`). After one of its methods threw, none may be called again, not even `free`.
 * @typedef {object} Widget
 * @property {(type: string, target: EventTarget) => void} handleEvent
 * @property {(name: string) => void} attributeChanged
 * @property {(language: string) => void} setLanguage needs the texts of the language to be loaded
 * @property {() => void} languageFailed shows that the texts of the other language could not be loaded
 * @property {(copied: boolean) => void} copied the outcome of `Shell.copy`
 * @property {(id: string) => void} open
 * @property {() => void} close
 * @property {() => void} free empties the shadow root
 */

/**
 * What the engine calls: things that need the page, or that take fewer bytes in JavaScript than as bindings.
 * @typedef {object} Shell
 * @property {(text: string) => void} copy puts a text on the clipboard; `Widget.copied` gets the outcome
 * @property {(element: Element) => boolean} printElement prints an element by itself; whether printing began
 * @property {() => void} printPage
 * @property {(element: Element) => void} scrollTo scrolls at once until the element is at the upper edge
 * @property {(element: Element) => number} top distance of the element's upper edge from the window's, in CSS pixels
 * @property {(element: Element, before: number) => void} keepInPlace scrolls until `top` is what it was before
 * @property {(detail: object) => void} select sends `mbc-select`
 */

// ---------------------------------------------------------------------------------------------------------------------
// 1. Attributes and events
// ---------------------------------------------------------------------------------------------------------------------

/** Attributes that the engine reads; the shell only reports that one changed. */
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

/** Attributes that are properties too. `loading` is last: setting it may start the engine, which reads the others. */
const REFLECTED = [...ENGINE_ATTRIBUTES, "base-url", "engine", "loading"];

/** Events that the engine handles. `toggle` does not bubble, so one capturing listener per type sits on the shadow root. */
const ENGINE_EVENTS = ["click", "change", "keydown", "toggle"];

/** Style while the author's content shows. `flow-root` keeps its margins inside, so nothing moves when it is replaced. */
const AUTHOR_STYLE =
  ":host{display:flow-root}:host([hidden]){display:none}button{font:inherit;min-block-size:44px;padding-inline:1em}";

/** How far below the visible part of the page the engine starts to load. */
const START_MARGIN = "600px";

/** WCAG 2.2, 1.4.3: the least contrast of text. */
const MIN_CONTRAST = 4.5;

// On a server there is no HTMLElement: importing this file works there, defining does nothing.
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (class {});

/**
 * Makes the class of the element.
 * @param {string[]} languages codes of the languages there are, the default first
 * @param {(language: string, engine: string, base?: URL) => Promise<Engine>} load resolves to an engine that has the
 *   texts of the language; rejects with an error whose `code` is for `mbc-error`
 * @param {Record<string, string[]>} [errorMessages] by language: that the guide could not be loaded, and the label of
 *   the button that tries again
 */
// eslint-disable-next-line max-lines-per-function -- it holds the class, whose methods use these arguments
export function elementClass(languages, load, errorMessages) {
  /**
   * `es` for `es-MX`, if there is such a language.
   * @param {string} tag
   */
  const supportedLanguage = (tag) => languages.find((language) => language === tag.toLowerCase().split("-")[0]);

  class MbcBodyMap extends Base {
    static observedAttributes = ["lang", "loading", ...ENGINE_ATTRIBUTES];

    /** In the shadow root until the widget is, and after a failure: slots, and perhaps an error message. */
    #slots = document.createElement("div");
    /** The error message, while there is one: a paragraph and a button. */
    #errorLine;
    #internals = this.attachInternals();
    /** Reports when the element comes near the visible part of the page. */
    #observer;
    /** @type {Widget | undefined} */
    #widget;
    /** The style sheet that the shadow root has now. */
    #style;
    /** A new object for each load. An answer to a load that is no longer this one is dropped. */
    #currentLoad;
    /** The promise of `ready` and its settling; see `#resetReady`. */
    #ready;
    /** While the page is printed: the list of all sources, and the former state of each row that was opened for it. */
    #printing;
    /** Loading or the engine failed. The visitor may try again; removing the element and adding it again does so too. */
    #hasFailed = false;

    // -----------------------------------------------------------------------------------------------------------------
    // 2. Creation and connection
    // -----------------------------------------------------------------------------------------------------------------

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      for (const type of ENGINE_EVENTS) root.addEventListener(type, (event) => this.#onEvent(event), true);
      // A visitor who points at it or tabs into it need not wait until it is near.
      for (const type of ["pointerover", "focusin"]) this.addEventListener(type, () => this.#start());
      for (const name of ["welcome", "", "help"]) this.#slots.appendChild(document.createElement("slot")).name = name;
      this.#showSlots();
      this.#resetReady();
    }

    connectedCallback() {
      for (const name of ["lang", "deep-link", ...REFLECTED]) this.#upgradeProperty(camelCase(name));
      addEventListener("beforeprint", this.#beforePrint);
      addEventListener("afterprint", this.#afterPrint);
      this.#startWhenNear();
    }

    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected) return;
        removeEventListener("beforeprint", this.#beforePrint);
        removeEventListener("afterprint", this.#afterPrint);
        this.#stop();
      });
    }

    /** A constructed style sheet belongs to one document and is dropped with it (WICG/construct-stylesheets#89). */
    adoptedCallback() {
      this.#setStyle(this.#style);
    }

    attributeChangedCallback(name, before, value) {
      // Setting the same language again retries to load texts that did not come, so it is not skipped.
      if (before === value && name !== "lang") return;
      if (name === "loading") this.#startWhenNear();
      else if (name === "lang") {
        this.#checkLanguage();
        if (this.#widget) this.#switchLanguage();
      } else {
        this.#callWidget((widget) => widget.attributeChanged(name));
        if (name === "theme") this.#checkColours();
      }
    }

    /**
     * A property that was set before the element was defined is an own property and hides the setter: set it again
     * (https://nolanlawson.com/2021/08/03/handling-properties-in-custom-element-upgrades/).
     */
    #upgradeProperty(name) {
      if (!Object.hasOwn(this, name)) return;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 3. Public methods
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Resolves when the widget is there; rejects with an error that has the `code` of `mbc-error` if it cannot come.
     * @returns {Promise<void>}
     */
    get ready() {
      return this.#ready.promise;
    }

    get deepLink() {
      return this.hasAttribute("deep-link");
    }

    set deepLink(value) {
      this.toggleAttribute("deep-link", Boolean(value));
    }

    /**
     * Opens a region, scrolls to it and gives it the focus; before the widget is there, as soon as it is.
     * @param {string} site
     */
    open(site) {
      this.#whenReady((widget) => widget.open(String(site)));
    }

    /** Closes the region that is open. */
    close() {
      this.#whenReady((widget) => widget.close());
    }

    /** Prints the page, in which the guide is a leaflet with everything open. */
    print() {
      window.print();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 4. Start
    // -----------------------------------------------------------------------------------------------------------------

    /** Whether nothing is there, nothing is being loaded, and nothing has failed. */
    get #canStart() {
      return this.isConnected && !this.#currentLoad && !this.#widget && !this.#hasFailed;
    }

    /** Starts now, or when the element comes near. Also called after a move, when there is nothing to do. */
    #startWhenNear() {
      if (!this.#canStart) return;
      this.#setState("loading");
      if (this.#enumAttribute("loading", ["lazy", "eager"]) === "eager" || this.#deepLinkTarget()) return this.#start();
      this.#observer ??= new IntersectionObserver(
        (entries) => entries.some((entry) => entry.isIntersecting) && this.#start(),
        { rootMargin: START_MARGIN },
      );
      this.#observer.observe(this);
    }

    async #start() {
      if (!this.#canStart) return;
      const currentLoad = (this.#currentLoad = {});
      this.#observer?.disconnect();
      this.#setState("loading");
      try {
        const language = this.#language();
        const engine = await load(language, this.#enumAttribute("engine", ["auto", "wasm", "js"]), this.#baseUrl());
        if (this.#currentLoad !== currentLoad) return;
        if (this.#language() !== language) {
          this.#currentLoad = undefined;
          return this.#start();
        }
        this.#show(engine, language);
        this.#currentLoad = undefined;
        this.#checkColours();
        const site = this.#deepLinkTarget();
        if (site && this.shadowRoot.getElementById(`site-${site}`)) this.#callWidget((widget) => widget.open(site));
        this.#setState("ready");
        this.#ready.settle("resolve");
        this.#emit("mbc-ready", { version: engine.version, lang: language, engine: engine.name });
        this.#warmUp();
      } catch (error) {
        if (this.#currentLoad === currentLoad) this.#fail(error);
      }
    }

    /** Replaces the author's content by the widget. */
    #show(engine, language) {
      this.#hydrate(engine.fallbackPrefix, () => {
        const today = new Date().toISOString().slice(0, 10);
        this.#widget = engine.start(this, this.shadowRoot, language, today, this.#shell());
        this.#slots.remove();
        this.#setStyle(engine.style);
      });
    }

    /**
     * Browsers compile a function when it first runs. An event without effect makes that happen while the page is idle
     * instead of at the first click. Safari has `requestIdleCallback` behind a flag (mdn/browser-compat-data#30001), so
     * there the first click compiles.
     */
    #warmUp() {
      window.requestIdleCallback?.(() => this.shadowRoot.querySelector("details")?.dispatchEvent(new Event("toggle")));
    }

    /** Runs every call into the engine. */
    #callWidget(call) {
      try {
        if (this.#widget) call(this.#widget);
      } catch (error) {
        this.#fail(error);
      }
    }

    /** Runs a call now, or when the widget is ready. */
    #whenReady(call) {
      if (this.#widget) return this.#callWidget(call);
      this.#start();
      this.ready.then(
        () => this.#callWidget(call),
        // `#fail` has reported it.
        () => {},
      );
    }

    #resetReady() {
      const ready = {};
      ready.promise = new Promise((resolve, reject) => Object.assign(ready, { resolve, reject }));
      ready.settle = (how, value) => {
        ready.settled = true;
        ready[how](value);
      };
      // A page that never asks for `ready` must not get an "unhandled rejection": `mbc-error` reports the failure.
      ready.promise.catch(() => {});
      this.#ready = ready;
    }

    /** The value of an attribute that takes one of a few; the first of them if it is missing or unknown. */
    #enumAttribute(name, allowed) {
      const value = this.getAttribute(name);
      if (value === null || allowed.includes(value)) return value ?? allowed[0];
      this.#warnUnknown(name, value, allowed);
      return allowed[0];
    }

    #warnUnknown(name, value, allowed) {
      console.warn(
        `<${this.localName}>: ${name} "${value}" is not known; use one of: ${allowed.join(" ")}; ${allowed[0]} is used`,
      );
    }

    /** The folder of the files, if the author put them elsewhere than beside the entry. */
    #baseUrl() {
      const value = this.getAttribute("base-url");
      if (!value) return;
      try {
        // The outer URL throws for schemes without folders, such as `data:`.
        return new URL(".", new URL(value.replace(/\/?$/, "/"), this.baseURI));
      } catch {
        console.warn(`<${this.localName}>: base-url "${value}" is no address; the files beside the entry are used`);
      }
    }

    /** `liver` if the page's address ends in `#mbc-liver` and the author wants deep links. */
    #deepLinkTarget() {
      return this.deepLink && location.hash.match(/^#mbc-([a-z-]+)$/)?.[1];
    }

    /**
     * What the engine may call.
     * @returns {Shell}
     */
    #shell() {
      return {
        copy: async (text) => {
          const copied = await this.#copy(text).catch(() => false);
          this.#callWidget((widget) => widget.copied(copied));
        },
        printElement: (element) => this.#printElement(element),
        printPage: () => this.print(),
        scrollTo: (element) => element.scrollIntoView({ behavior: "instant" }),
        top,
        keepInPlace,
        // Not bubbling: what a person reads about their illness reaches only a listener on the element itself.
        select: (detail) => this.dispatchEvent(new CustomEvent("mbc-select", { detail })),
      };
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 5. Hydration: from a pasted plain page to the widget
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes the change, and carries over what the visitor has already done in a plain page that is pasted inside the
     * element: open rows stay open, the focus stays, and the text that is being read stays where it is on the screen.
     * @param {string} prefix of the ids of the plain page
     * @param {() => void} change
     */
    #hydrate(prefix, change) {
      const root = this.shadowRoot;
      const focused = /** @type {Document | ShadowRoot} */ (this.getRootNode()).activeElement;
      /** @type {HTMLDetailsElement[]} */
      const parts = [...this.querySelectorAll(/** @type {"details"} */ (`[id^=${prefix}]`))];
      const counterpart = (part) => root.getElementById(part.id.slice(prefix.length));
      const restorePosition = this.#readingPosition(parts, counterpart);
      change();
      for (const part of parts) {
        // The attribute `sections` can leave a part out of the widget.
        if (part.open) counterpart(part)?.setAttribute("open", "");
      }
      restorePosition();
      if (this.contains(focused)) this.#focusCounterpart(focused.closest(`details[id^=${prefix}]`), counterpart);
    }

    /** Notes where the visitor reads; the function that is returned scrolls the same text there again. */
    #readingPosition(parts, counterpart) {
      const isVisible = (part) => part && !part.parentElement?.closest("details:not([open])");
      const above = parts.filter((part) => isVisible(part) && top(part) <= 1).map((part) => [part, top(part)]);
      const { bottom } = this.getBoundingClientRect();
      return () => {
        const [part, before] = above.findLast(([part]) => isVisible(counterpart(part))) ?? [];
        // A visitor who has scrolled past the element, or nearly, reads what comes after it.
        if (top(this) < 0 && bottom < innerHeight / 2) {
          scrollBy({ top: this.getBoundingClientRect().bottom - bottom, behavior: "instant" });
        } else if (part) keepInPlace(counterpart(part), before);
      };
    }

    /** Gives the focus to the same row, or to the title. */
    #focusCounterpart(row, counterpart) {
      /** @type {HTMLElement} */
      const target = (row && counterpart(row)?.firstElementChild) ?? this.shadowRoot.querySelector("h1, h2, h3");
      if (target.tabIndex < 0) target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 6. Events
    // -----------------------------------------------------------------------------------------------------------------

    #onEvent(event) {
      const { type, target, key } = event;
      // Rows that are opened for printing are not the visitor's doing.
      if (this.#printing?.rows.length) return;
      // Events in the slots belong to the author's own elements.
      if (!this.shadowRoot.contains(target)) return;
      if (type === "keydown" && key !== "Escape") return;
      // The engine opens a row within the click, so that `keepInPlace` can run before anything is painted.
      if (type === "click" && target.closest("summary")) event.preventDefault();
      this.#callWidget((widget) => widget.handleEvent(type, target));
    }

    /**
     * Puts a text on the clipboard.
     * @param {string} text
     * @returns {Promise<boolean>} whether it was copied
     */
    async #copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // `navigator.clipboard` is missing without a secure context, and Chromium refuses it in a frame without
        // `allow="clipboard-write"` (contentful/forma-36#2435). There the deprecated command still copies (Chromium
        // 156, also in a sandboxed frame); it goes when browsers drop it.
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

    // -----------------------------------------------------------------------------------------------------------------
    // 7. Language
    // -----------------------------------------------------------------------------------------------------------------

    /** The element's own `lang`, or the nearest one above it, through shadow roots; else the default. */
    #language() {
      let element = /** @type {Element} */ (this);
      while (element) {
        const nearest = element.closest("[lang]:not([lang=''])");
        if (nearest) return supportedLanguage(nearest.getAttribute("lang")) ?? languages[0];
        element = /** @type {ShadowRoot} */ (element.getRootNode()).host;
      }
      return languages[0];
    }

    /** A page may be in a language that the guide does not have; only an author who names one on the element is warned. */
    #checkLanguage() {
      const tag = this.getAttribute("lang");
      if (tag && !supportedLanguage(tag)) this.#warnUnknown("lang", tag, languages);
    }

    async #switchLanguage() {
      const currentLoad = (this.#currentLoad = {});
      const language = this.#language();
      try {
        await load(language, "", this.#baseUrl());
        if (this.#currentLoad === currentLoad) this.#callWidget((widget) => widget.setLanguage(language));
      } catch (error) {
        if (this.#currentLoad !== currentLoad) return;
        // The texts that are shown stay, and the widget says that the others could not be loaded.
        this.#callWidget((widget) => widget.languageFailed());
        this.#reportError(error);
      } finally {
        if (this.#currentLoad === currentLoad) this.#currentLoad = undefined;
      }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 8. Printing
    // -----------------------------------------------------------------------------------------------------------------

    #beforePrint = () => {
      if (this.#printing) return;
      this.#printing = { sources: this.#listSources(), rows: this.#openRows() };
    };

    /** On paper each source is listed once, at the end, and a row has only the numbers of its sources. */
    #listSources() {
      const root = this.shadowRoot;
      const known = [];
      const sources = document.createElement("ol");
      sources.className = "origins";
      for (const list of root.querySelectorAll(".origin")) {
        const numbers = [...list.children].map((item) => {
          const number = known.indexOf(item.textContent) + 1;
          if (!number) sources.append(item.cloneNode(true));
          return number || known.push(item.textContent);
        });
        list.closest("details").firstElementChild.setAttribute("data-origins", numbers.join(", "));
      }
      root.getElementById("foot")?.append(sources);
      return sources;
    }

    /**
     * The style sheet prints closed rows as open through `::details-content` (w3c/csswg-drafts#2084). Browsers without
     * it (before Chrome 131, Firefox 143 and Safari 18.4) would print them closed, so there they are opened. This may
     * go when those are the oldest that are supported.
     */
    #openRows() {
      if (CSS.supports("selector(::details-content)")) return [];
      const rows = [...this.shadowRoot.querySelectorAll("details")].map((row) => ({
        row,
        open: row.open,
        name: row.getAttribute("name"),
      }));
      // Of rows with the same name only one can be open, so all names go first.
      for (const { row } of rows) row.removeAttribute("name");
      for (const { row } of rows) row.open = true;
      return rows;
    }

    #afterPrint = () => {
      const { sources, rows } = this.#printing ?? { rows: [] };
      for (const { row, open, name } of rows) {
        row.open = open;
        if (name) row.setAttribute("name", name);
      }
      for (const head of this.shadowRoot.querySelectorAll("[data-origins]")) head.removeAttribute("data-origins");
      sources?.remove();
      this.#printing = undefined;
    };

    /**
     * Prints an element by itself, from an empty frame.
     * @param {Element} element
     * @returns {boolean} whether the browser began to print
     */
    #printElement(element) {
      const frame = document.createElement("iframe");
      frame.className = "sr";
      frame.title = this.localName;
      this.shadowRoot.append(frame);
      let began = false;
      // In a sandbox without `allow-same-origin` the frame has an origin of its own, and `contentDocument` is null.
      try {
        const { contentWindow, contentDocument } = frame;
        contentDocument.adoptedStyleSheets = [sheetOf(contentWindow, this.#style)];
        contentDocument.title = element.querySelector("h1, h2, h3").textContent;
        contentDocument.body.append(element);
        contentWindow.addEventListener("beforeprint", () => (began = true));
        // Safari asks first and prints after `print()` has returned; a frame that is gone by then prints nothing
        // (MatthewHerbst/react-to-print#64, jasonday/printThis#193). So the frame goes after printing.
        contentWindow.addEventListener("afterprint", () => frame.remove());
        contentWindow.focus();
        contentWindow.print();
      } finally {
        if (!began) frame.remove();
      }
      return began;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 9. Colours of the page
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Refuses colours of the page that would make text unreadable here, by day or by night. Both are measured, because
     * the page may switch at any time; the author is warned about what is shown now.
     */
    #checkColours() {
      const ground = this.shadowRoot.getElementById("mbc");
      ground?.removeAttribute("data-refused");
      const pairs = [
        ["accent", "--_paper"],
        ["on-accent", "--_accent"],
        ["accent-soft", "--_ink-soft"],
      ].filter(([name]) => getComputedStyle(this).getPropertyValue(`--mbc-${name}`));
      if (!ground || !pairs.length) return;
      const probe = ground.appendChild(document.createElement("span"));
      const shownPaper = `${linearColour(probe, "--_paper")}`;
      const refused = [];
      for (const scheme of ["light", "dark"]) {
        probe.style.colorScheme = scheme;
        for (const [name, other] of pairs) {
          const contrast = contrastOf(linearColour(probe, `--_${name}`), linearColour(probe, other));
          if (contrast >= MIN_CONTRAST) continue;
          refused.push(`${name}-${scheme}`);
          // At once, because what is measured next may lie on the colour that was refused.
          ground.setAttribute("data-refused", refused.join(" "));
          if (shownPaper === `${linearColour(probe, "--_paper")}`) this.#warnContrast(name, contrast);
        }
      }
      probe.remove();
    }

    #warnContrast(name, contrast) {
      console.warn(
        `<${this.localName}>: --mbc-${name} has a contrast of ${contrast.toFixed(1)}, and ${MIN_CONTRAST} is needed; the widget's own is used`,
      );
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 10. Loading errors, stop
    // -----------------------------------------------------------------------------------------------------------------

    #stop() {
      this.#observer?.disconnect();
      this.#currentLoad = undefined;
      this.#callWidget((widget) => widget.free());
      this.#showSlots();
      this.#setState();
      this.#hasFailed = false;
      // Whoever waits on a pending `ready` goes on waiting; a settled one begins anew.
      if (this.#ready.settled) this.#resetReady();
    }

    /**
     * Shows the author's content again and sends one event. After something was thrown in the engine, nothing calls
     * into it for this widget, not even `free`; a file that could not be loaded may be tried again by the visitor.
     */
    #fail(error) {
      this.#currentLoad = undefined;
      this.#hasFailed = true;
      const detail = errorDetail(error);
      try {
        this.#showSlots(detail.code !== "engine");
      } finally {
        this.#setState("error");
        this.#ready.settle("reject", Object.assign(new Error(detail.message), detail));
        this.#reportError(error);
      }
    }

    /** Shows what the author wrote inside the element, and perhaps the error message. */
    #showSlots(withErrorMessage = false) {
      this.#widget = undefined;
      if (withErrorMessage) this.#showErrorMessage();
      else this.#errorLine?.remove();
      if (this.#slots.parentNode) return;
      this.shadowRoot.replaceChildren(this.#slots);
      this.#setStyle(AUTHOR_STYLE);
    }

    /** One line below the author's content, and a button that tries again. */
    #showErrorMessage() {
      const language = this.#language();
      const texts = errorMessages?.[language];
      if (!texts) return;
      if (!this.#errorLine?.isConnected) this.#addErrorLine();
      const [message, button] = this.#errorLine.children;
      this.#errorLine.lang = language;
      [message.textContent, button.textContent] = texts;
    }

    #addErrorLine() {
      const message = document.createElement("p");
      message.role = "status";
      const button = document.createElement("button");
      button.addEventListener("click", () => {
        if (this.#currentLoad) return;
        this.#hasFailed = false;
        this.#resetReady();
        message.textContent = "…";
        this.#start();
      });
      this.#errorLine = document.createElement("div");
      this.#errorLine.append(message, button);
      this.#slots.append(this.#errorLine);
    }

    #reportError(error) {
      const { code, message } = errorDetail(error);
      console.error(`<${this.localName}>: ${message} (${code})`);
      this.#emit("mbc-error", { code, message });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 11. State shown to the page
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Shows the state as `data-state` and as `:state()`; without an argument, none. Chrome before 125 has the former
     * syntax and throws for a name without `--` (whatwg/html#8467, mdn/content#33636), hence the check; it may go when
     * 125 is the oldest that is supported.
     * @param {"loading" | "ready" | "error"} [state]
     */
    #setState(state) {
      // By `dataset`: a page may have replaced `setAttribute`, and that may be the failure to be shown.
      if (state) this.dataset.state = state;
      else delete this.dataset.state;
      if (!CSS.supports("selector(:state(a))")) return;
      const { states } = this.#internals;
      states.clear();
      if (state) states.add(state);
    }

    #setStyle(style) {
      this.#style = style;
      const view = this.ownerDocument.defaultView;
      if (view) this.shadowRoot.adoptedStyleSheets = [sheetOf(view, style)];
    }

    #emit(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
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

// ---------------------------------------------------------------------------------------------------------------------
// 12. Definition, functions without state
// ---------------------------------------------------------------------------------------------------------------------

const TAG = "mbc-body-map";

/**
 * Defines the class under the tag; under a further tag, a subclass, because a class can be defined only once. A tag that
 * is already taken stays as it is.
 * @param {CustomElementConstructor} Class
 * @param {string} [tag]
 * @param {CustomElementRegistry} [registry]
 * @returns {CustomElementConstructor | undefined} what the tag stands for
 */
export function defineElement(Class, tag = TAG, registry = globalThis.customElements) {
  if (registry && !registry.get(tag)) registry.define(tag, tag === TAG ? Class : class extends Class {});
  return registry?.get(tag);
}

/**
 * Defines the element for a module that has the engine and all texts inside (`src/api.rs`, feature `bundled`).
 * @param {string[]} languages
 * @param {string} version
 * @param {string} style
 * @param {string} fallbackPrefix
 * @param {Engine["start"]} start
 * @param {string} [tag]
 */
export function bundledElement(languages, version, style, fallbackPrefix, start, tag) {
  return defineElement(
    elementClass(languages, async () => ({ name: "wasm", version, style, fallbackPrefix, start })),
    tag,
  );
}

/**
 * One constructed sheet for all widgets of a window. A strict Content-Security-Policy forbids `<style>` and `style=""`,
 * and a sheet can be used only in the document whose window made it (WICG/construct-stylesheets#23).
 * @param {Window} view
 * @param {string} style
 * @returns {CSSStyleSheet}
 */
function sheetOf(view, style) {
  if (!sheets.has(view)) sheets.set(view, {});
  const known = sheets.get(view);
  if (!known[style]) (known[style] = new /** @type {any} */ (view).CSSStyleSheet()).replaceSync(style);
  return known[style];
}

const sheets = new WeakMap();

/** @param {Element} element */
function top(element) {
  return element.getBoundingClientRect().top;
}

/**
 * Scrolls the boxes around the element, the nearest first, until its upper edge is again where it was before. At once,
 * also on pages with `scroll-behavior: smooth`. For an element in a slot the boxes around its parent are scrolled,
 * which is near enough.
 * @param {Element} element
 * @param {number} before CSS pixels below the upper edge of the window
 */
function keepInPlace(element, before) {
  let box = element;
  // `closest` instead of `parentElement`: a field of a form can hide any property of the form (whatwg/html#2720).
  while ((box = box.closest(":not(:scope)") ?? /** @type {ShadowRoot} */ (box.getRootNode()).host)) {
    const offset = top(element) - before;
    // Less than half a pixel cannot be seen, and not every screen can scroll by it.
    if (Math.abs(offset) < 0.5) return;
    box.scrollBy({ top: offset, behavior: "instant" });
  }
  // In a frame that is as high as its content the page around it scrolls, which only `scrollIntoView` can do.
  if (Math.abs(top(element) - before) > 1) element.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/**
 * What `mbc-error` and the console say of an error.
 * @returns {{ code: string, message: string }}
 */
function errorDetail(error) {
  // Errors of the browser have a `code` too, which is a number.
  const code = typeof error?.code === "string" ? error.code : "engine";
  return { code, message: error?.message ?? String(error) };
}

/**
 * A custom property as numbers of linear light, three or, if it is translucent, four. Mixing a colour with itself makes
 * browsers serialize each syntax of colours alike: `color(srgb-linear r g b)`.
 * @param {HTMLElement} probe an element that has the property
 * @param {string} name
 * @returns {number[]}
 */
function linearColour(probe, name) {
  probe.style.color = `color-mix(in srgb-linear, var(${name}), var(${name}))`;
  return getComputedStyle(probe)
    .color.match(/[\d.e-]+(?= |$|\))/g)
    .map(Number);
}

/**
 * Contrast of two colours of linear light (WCAG 2.2, relative luminance). 1, the least, if the first is translucent,
 * since what shows through it is unknown, or if one cannot be read.
 * @param {number[]} colour
 * @param {number[]} other
 */
function contrastOf(colour, other) {
  if (colour.length > 3) return 1;
  /** @param {number[]} colour */
  const luminance = ([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  const [dark, bright] = [luminance(colour), luminance(other)].sort((a, b) => a - b);
  return bright / dark || 1;
}

/** @param {string} name */
function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
