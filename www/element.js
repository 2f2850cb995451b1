// The custom element: attributes and properties in, calls to the engine out, and the author's own content until then.
//
// It imports nothing and is given the way to load an engine, because `src/api.rs` and the browser tests bring this one
// file along by itself, each with an engine of its own. The sections follow the life of an element:
//
//   1. attributes and events          6. hydration         11. colours
//   2. creation and connection        7. events            12. loading errors
//   3. public methods                 8. copying           13. state shown to the page
//   4. start                          9. language          14. definition
//   5. removal and return            10. printing          15. commands of the engine
//                                                          16. scrolling, functions without state
//
// Attributes are the author's: the widget reads them and writes none on itself. So a page that is morphed, cloned, saved
// by an editor or hydrated holds what its author wrote (hotwired/turbo-rails#552, shoelace-style/shoelace#281).
//
// A removed element keeps its widget, as it stands, and gets it back whenever and wherever it is connected again. While
// it is away nothing but the element itself holds what belongs to it.
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
 * @property {(type: string, target: EventTarget) => boolean} handleEvent whether that changed anything
 * @property {(name: string) => void} attributeChanged
 * @property {(language: string) => void} setLanguage needs the texts of the language to be loaded
 * @property {() => void} languageFailed shows that the texts of the other language could not be loaded
 * @property {(copied: boolean) => void} copied the outcome of `Shell.copy`
 * @property {(id: string) => boolean} canOpen whether there is something with this id
 * @property {(id: string) => void} open
 * @property {() => void} close
 * @property {(id: string) => boolean} fill makes one closed panel that is still to be made, that of the row with this id
 *   or else another; whether there are more
 * @property {() => void} fillAll makes all of them
 * @property {() => void} suspend the element was removed: lets go of everything of the page
 * @property {(host: HTMLElement, root: ShadowRoot, shell: Shell) => void} resume the element is back
 * @property {() => void} free
 */

/**
 * What the engine calls: things that need the page, or that take fewer bytes in JavaScript than as bindings.
 * @typedef {object} Shell
 * @property {(text: string) => void} copy puts a text on the clipboard; `Widget.copied` gets the outcome
 * @property {(numbers: Uint32Array, words: string) => void} patch carries out commands (`src/commands.rs`)
 * @property {(numbers: Uint32Array, words: string) => boolean} printElement prints what commands make by itself; whether
 *   printing began
 * @property {() => void} printPage
 * @property {(id: string, isRow: boolean, toUpperEdge: boolean) => void} goTo gives the element with this id, or the
 *   head of that row, the focus and scrolls to it at once, until it is at the upper edge or no further than needed
 * @property {(element: Element) => number} top distance of the element's upper edge from the window's, in CSS pixels
 * @property {(element: Element, before: number) => void} keepInPlace scrolls until `top` is what it was before
 * @property {(detail: object) => void} select sends `mbc-select`
 * @property {(language: string) => void} chooseLanguage the visitor chose it; `Widget.setLanguage` when it is loaded
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
const REFLECTED = ["lang", ...ENGINE_ATTRIBUTES, "base-url", "engine", "loading"];

/** Events that the engine handles. `toggle` does not bubble, so one capturing listener per type sits on the shadow root. */
const ENGINE_EVENTS = ["click", "change", "keydown", "toggle"];

/** Events that may be the guide's alone: see `#keepInside`. */
const PRIVATE_EVENTS = ["click", "change", "input", "keydown", "keypress", "keyup"];

/** Events that come before the click which ticks a box. */
const TICK_EVENTS = ["mousedown", "mouseup", "keydown", "keyup"];

/** Controls of the guide whose use tells what a visitor ticks or takes off the list, or what their report says. */
const PRIVATE_CONTROLS = "input, label, select, [id^=remove-], [id^=type-]";

/**
 * Which keys a control uses itself.
 * @type {[string, string[]][]}
 */
const KEYS_OF_CONTROLS = [
  ["a[href], button, summary, select, input", ["Enter", " "]],
  ["input[type=radio], select", ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]],
];

/** What an author does not mean to put inside the element: the rest of a page, after a missing end tag. */
const REST_OF_A_PAGE = "main, header, nav, aside, article, footer, form, script, iframe";

/**
 * Style of the author's content, where the engine's has not come or has gone again. `flow-root` keeps its margins inside,
 * so nothing moves when it is replaced. What is built behind it is laid out in its final width, but takes no room and
 * nobody can see, reach or hear it. It stays when the author's content goes: when a style sheet comes or goes, Chromium 148
 * computes the style of the whole shadow tree anew.
 */
const AUTHOR_STYLE =
  ":host{display:block}:host([hidden]){display:none}.author{display:flow-root}.author~#frame{block-size:0;overflow:hidden;visibility:hidden}.author button{font:inherit;min-block-size:44px;padding-inline:1em}";

/** How long a slice of building lasts, in milliseconds: half of a frame. */
const SLICE = 8;

/** After the visitor did one of these, closed panels wait so many milliseconds. */
const USE_EVENTS = ["pointerdown", "keydown", "wheel", "touchmove", "scroll"];
const PAUSE = 150;

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
   * `es` for `es-MX`, if there is such a language. Platforms also write `es_MX.UTF-8`, ` ES` or the three letters `spa`,
   * of which `Intl.Locale` knows the two.
   * @param {string} tag
   */
  const supportedLanguage = (tag) => {
    // Of other lengths `Intl.Locale` takes none.
    const [, letters] = tag.match(/^\s*([a-z]{2,3}|[a-z]{5,8})(?![a-z])/i) ?? [];
    return letters && languages.find((known) => known === new Intl.Locale(letters).language);
  };

  class MbcBodyMap extends Base {
    static observedAttributes = ["lang", "loading", "deep-link", ...ENGINE_ATTRIBUTES];

    /** In the shadow root until the widget is, and after a failure: slots, and perhaps an error message. */
    #slots = document.createElement("div");
    /** Shows what stands inside the element below the widget, where that is the rest of a page. */
    #restSlot;
    /** The error message, while there is one: a paragraph and a button. */
    #errorLine;
    /** jsdom and old browsers lack it or its `states`; then there is no `:state()`. */
    #internals = this.attachInternals?.();
    /** @type {"loading" | "ready" | "error"} */
    #state = "loading";
    /** Reports when the element comes near the visible part of the page. */
    #observer;
    /** Reports changes of `lang` around the element. */
    #languageObserver;
    /** @type {Engine} */
    #engine;
    /** @type {Widget | undefined} */
    #widget;
    /** Whether the widget is built while the author's content still shows. */
    #isBehind = false;
    /**
     * What the engine told at the start and is still to be made.
     * @type {Generator | undefined}
     */
    #unmade;
    /** Whether something is still to be built, and is being built. */
    #isBuilding = false;
    /** @type {Shell | undefined} */
    #shell;
    /** Whether the widget is suspended. */
    #isAway = false;
    /**
     * What it was asked to do meanwhile, or before it was there.
     * @type {((widget: Widget) => void)[]}
     */
    #callsLater = [];
    /** The language that the visitor chose in the guide. */
    #visitorLanguage;
    /** The language that was loaded last, or could not be. */
    #askedLanguage;
    /** What has the focus in the shadow root, or had it until the element was removed. */
    #focused;
    /** The window whose events the element listens to while it is connected. */
    #window;
    /** The style sheets that the shadow root has now. */
    #styles = [];
    /** A new object for each load. An answer to a load that is no longer this one is dropped. */
    #currentLoad;
    /** The promise of `ready` and its settling; see `#resetReady`. */
    #ready;
    /** While the page is printed: the list of all sources, and the former state of each row that was opened for it. */
    #printing;
    /** The event about something that was ticked, which stays inside. */
    #privateEvent;
    /** The key that the guide used, until it is up. */
    #usedKey;
    /** The box on which a button of the mouse, or Space, is down; and what the click that follows makes of it. */
    #pressed;
    /** @type {boolean | undefined} */
    #early;
    #isToldOfCut = false;
    /** Loading or the engine failed. The visitor may try again; removing the element and adding it again does so too. */
    #hasFailed = false;

    // -----------------------------------------------------------------------------------------------------------------
    // 2. Creation and connection
    // -----------------------------------------------------------------------------------------------------------------

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      for (const type of ENGINE_EVENTS) root.addEventListener(type, (event) => this.#onEvent(event), true);
      for (const type of TICK_EVENTS) root.addEventListener(type, (event) => this.#tickEarly(event), true);
      for (const type of PRIVATE_EVENTS) root.addEventListener(type, (event) => this.#keepInside(event));
      root.addEventListener("focusin", (event) => this.#onFocus(event));
      root.addEventListener("focusout", () => this.#onBlur());
      // A visitor who points at it or tabs into it need not wait until it is near.
      for (const type of ["pointerover", "focusin"]) this.addEventListener(type, () => this.#start());
      for (const name of ["welcome", "", "help"]) this.#slots.appendChild(document.createElement("slot")).name = name;
      this.#slots.className = "author";
      this.#showSlots();
      this.#resetReady();
    }

    connectedCallback() {
      for (const name of ["deep-link", ...REFLECTED]) this.#upgradeProperty(camelCase(name));
      this.#listen(this.ownerDocument.defaultView);
      // In a document without a window nothing can start.
      if (!this.#window) this.#currentLoad = undefined;
      if (this.#isAway) this.#resume();
      else this.#startWhenNear();
      this.#regainFocus();
    }

    disconnectedCallback() {
      queueMicrotask(() => {
        // Removed twice in one task, it is away already.
        if (this.isConnected || this.#isAway) return;
        this.#listen();
        this.#observer?.disconnect();
        this.#currentLoad = undefined;
        if (this.#widget) this.#suspend();
        else if (this.#hasFailed) {
          this.#hasFailed = false;
          this.#showSlots();
          this.#resetReady();
          this.#setState("loading");
        }
      });
    }

    /** A constructed style sheet belongs to one document and is dropped with it (WICG/construct-stylesheets#89). */
    adoptedCallback() {
      this.#setStyles(...this.#styles);
    }

    attributeChangedCallback(name) {
      // Whatever is set at the start is read there. A property of the same value changes nothing (see the end of the
      // class), but an attribute that is set again means what it says.
      if (name === "loading") this.#startWhenNear();
      else if (name === "deep-link") this.#openDeepLink();
      else if (name === "lang") {
        this.#checkLanguage();
        this.#chooseLanguage();
      } else {
        this.#callWidget((widget) => widget.attributeChanged(name));
        if (name === "theme") this.#checkColours();
        // It changes words, and those of closed panels are made when there is time.
        if (name === "emergency") this.#build();
      }
    }

    /**
     * Listens to the window of the document that the element is in, and to changes of the language around it; without
     * a window, to nothing.
     * @param {Window} [view]
     */
    #listen(view) {
      const listeners = {
        beforeprint: this.#beforePrint,
        afterprint: this.#afterPrint,
        // Fired for every new fragment, also for the same one pressed again, unlike `hashchange`.
        popstate: this.#openDeepLink,
      };
      if (view !== this.#window) {
        for (const [type, listener] of Object.entries(listeners)) {
          // A window of jsdom that was closed has no methods any more (seen in Vitest 4, after the last test).
          this.#window?.removeEventListener?.(type, listener);
          view?.addEventListener(type, listener);
        }
      }
      this.#window = view;
      this.#languageObserver?.disconnect();
      this.#languageObserver = view && new MutationObserver(() => this.#followLanguage());
      for (let root = view && this.getRootNode(); root; root = /** @type {ShadowRoot} */ (root).host?.getRootNode()) {
        this.#languageObserver.observe(root, { attributeFilter: ["lang"], subtree: true });
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

    /**
     * `error` if the guide could not be loaded: the author's content shows. `loading` also while it waits to be near.
     * @returns {"loading" | "ready" | "error"}
     */
    get state() {
      return this.#state;
    }

    get deepLink() {
      return this.hasAttribute("deep-link");
    }

    set deepLink(value) {
      this.toggleAttribute("deep-link", Boolean(value));
    }

    /**
     * Opens a place, a type or a section, by the id that `mbc-select` reports, or shows `signs` or `visit`; scrolls
     * to it and gives it the focus. Before the widget is there, as soon as it is.
     * @param {string} id
     */
    open(id) {
      this.#whenReady((widget) => widget.open(String(id)));
    }

    /** Closes every place, type and section. */
    close() {
      this.#whenReady((widget) => widget.close());
    }

    /** Prints the page, in which the guide is a leaflet with everything open. */
    print() {
      (this.#window ?? window).print();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 4. Start
    // -----------------------------------------------------------------------------------------------------------------

    /** Whether it is in a page, nothing is there, nothing is being loaded, and nothing has failed. */
    get #canStart() {
      return this.isConnected && this.#window && !this.#currentLoad && !this.#widget && !this.#hasFailed;
    }

    /** Starts now, or when the element comes near. Also called after a move, when there is nothing to do. */
    #startWhenNear() {
      if (!this.#canStart) return;
      this.#setState("loading");
      const isEager = this.#enumAttribute("loading", ["lazy", "eager"]) === "eager" || this.#deepLinkTarget();
      if (isEager || !globalThis.IntersectionObserver) return this.#start();
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
        this.#checkSupport();
        const language = this.#language();
        const engine = await load(language, this.#enumAttribute("engine", ["auto", "wasm", "js"]), this.#baseUrl());
        if (this.#currentLoad === currentLoad) {
          // Its style sheet is read in a slice of its own.
          sheetOf(this.#window, engine.style);
          await nextSlice(false);
        }
        if (this.#currentLoad !== currentLoad) return;
        if (this.#language() !== language) {
          this.#currentLoad = undefined;
          return this.#start();
        }
        this.#startBehind(engine, language);
        this.#currentLoad = undefined;
        this.#build();
      } catch (error) {
        if (this.#currentLoad === currentLoad) this.#fail(error);
      }
    }

    /** Starts the widget behind the author's content, with its closed panels empty. */
    #startBehind(engine, language) {
      const today = new Date().toISOString().slice(0, 10);
      this.#shell ??= this.#createShell();
      this.#engine = engine;
      this.#widget = engine.start(this, this.shadowRoot, language, today, this.#shell);
      this.#askedLanguage = language;
      this.#isBehind = true;
      this.#setStyles(AUTHOR_STYLE, engine.style);
      unreachable?.register(this, this.#widget, this);
    }

    /** Builds in slices what is still to be built, between which the page does what it has to do. */
    async #build() {
      if (this.#isBuilding) return;
      this.#isBuilding = true;
      const uses = new AbortController();
      for (const type of USE_EVENTS) {
        this.#window?.addEventListener(type, noteUse, { capture: true, passive: true, signal: uses.signal });
      }
      try {
        /** @type {string[] | undefined} */
        let nearest;
        for (let isBehind = true, isMore = true; isMore;) {
          // What was just shown is painted before anything else is built.
          if (isBehind && !this.#isBehind) {
            await nextFrame();
            nearest = undefined;
          }
          isBehind = this.#isBehind;
          if (await nextSlice(!isBehind)) nearest = undefined;
          nearest ??= isBehind ? [] : this.#rowsFromView();
          isMore = this.#buildMore(nearest.shift());
        }
      } catch (error) {
        this.#fail(error);
      } finally {
        this.#isBuilding = false;
        uses.abort();
      }
    }

    /**
     * Builds a part; says whether there are more. The guide is shown when head, figure, rows and signs are there, unless
     * it replaces a pasted page or something that the address points at: words that can be found now can be found at any
     * time.
     */
    #buildMore(nearest = "") {
      if (!this.#widget || this.#isAway) return false;
      if (this.#unmade) this.#make(sliceEnd);
      else if (this.#isBehind && !this.#replacesWords()) this.#show();
      else if (!this.#callWidget((widget) => widget.fill(nearest))) {
        if (!this.#isBehind) {
          if (this.#widget) this.#becomeReady();
          return false;
        }
        this.#show();
      }
      // Laid out in the same slice, so that the whole is not laid out in one.
      if (this.#isBehind) this.getBoundingClientRect();
      return true;
    }

    /** Makes what the engine told at the start: all of it, or until a moment, but at least a step. */
    #make(until = Infinity) {
      while (this.#unmade) {
        if (this.#unmade.next().done) this.#unmade = undefined;
        else if (performance.now() >= until) return;
      }
    }

    /** Whether it replaces words that are not on its first screen: all that stands in the snippet is. */
    #replacesWords() {
      return hasTextFragment() || !!this.querySelector(`details[id^=${this.#engine.fallbackPrefix}]`);
    }

    /** The ids of the rows: first those that are in view and below it, then those above. */
    #rowsFromView() {
      const rows = [...this.shadowRoot.querySelectorAll(".row")];
      const first = rows.findIndex((row) => row.getBoundingClientRect().bottom > 0);
      return [...rows.slice(first), ...rows.slice(0, first)].map((row) => row.id);
    }

    /** Shows now what is built behind the author's content. */
    #showNow() {
      if (!this.#isBehind) return;
      this.#callWidget((widget) => this.#replacesWords() && widget.fillAll());
      if (this.#widget) this.#show();
    }

    /** Replaces the author's content by the widget. */
    #show() {
      this.#isBehind = false;
      this.#hydrate(this.#engine.fallbackPrefix, () => this.#slots.remove());
      this.#checkColours();
      this.#callNow();
      this.#openDeepLink();
    }

    #becomeReady() {
      if (this.#state === "ready") return;
      this.#setState("ready");
      this.#ready.settle("resolve");
      const { version, name } = this.#engine;
      // The language that is shown, while another may be on its way.
      this.#emit("mbc-ready", { version, lang: this.shadowRoot.getElementById("mbc")?.lang, engine: name });
      this.#warmUp();
      this.#checkContent();
    }

    /** In jsdom, and in browsers older than those that are supported, the author's words stand. */
    #checkSupport() {
      const { CSSStyleSheet } = this.ownerDocument.defaultView;
      if ("adoptedStyleSheets" in this.shadowRoot && CSSStyleSheet?.prototype.replaceSync) return;
      throw Object.assign(new Error("this browser has no constructed style sheets"), {
        code: "engine",
        isExpected: true,
      });
    }

    /**
     * HTML has no self-closing tag for this element: after `<mbc-body-map />`, and without an end tag, the parser puts
     * the rest of the page inside, where the widget would hide it (whatwg/html, "custom elements"; WICG/webcomponents#624).
     * It is shown below the widget, and the author is told.
     */
    #checkContent() {
      const { readyState } = this.ownerDocument;
      if (readyState === "loading") {
        return this.ownerDocument.addEventListener("DOMContentLoaded", () => this.#checkContent(), { once: true });
      }
      // A guide in another is the second of a page that closes neither.
      const isInside = this.parentElement?.closest(this.localName);
      const swallowed = [...this.querySelectorAll(isInside ? "*" : `${REST_OF_A_PAGE}, ${this.localName}`)];
      const [first] = swallowed.filter((element) => !element.closest("[slot=welcome], [slot=help]"));
      if (!first || this.#restSlot || !this.#widget) return;
      this.#restSlot = document.createElement("slot");
      this.shadowRoot.append(this.#restSlot);
      console.error(
        `<${this.localName}>: <${first.localName}> is inside the element, and is shown below the guide; close it with </${this.localName}> (HTML has no <${this.localName} />)`,
      );
    }

    /**
     * Browsers compile a function when it first runs. An event without effect makes that happen while the page is idle
     * instead of at the first click. Safari has `requestIdleCallback` behind a flag (mdn/browser-compat-data#30001), so
     * there the first click compiles.
     */
    #warmUp() {
      window.requestIdleCallback?.(() => this.shadowRoot.querySelector("details")?.dispatchEvent(new Event("toggle")));
    }

    /**
     * An accordion that is given the height of its content once, when it is opened, cuts off what a row opens later. Only
     * its author can mend that, so the author is told once.
     */
    #checkIfCut() {
      if (this.#isToldOfCut) return;
      for (let box = around(this); box; box = around(box)) {
        const { overflowY, position } = getComputedStyle(box);
        if (position === "fixed" || /auto|scroll/.test(overflowY)) return;
        const missing = this.getBoundingClientRect().bottom - box.getBoundingClientRect().bottom;
        if (!/hidden|clip/.test(overflowY) || missing < 1 || !box.clientHeight || box === document.body) continue;
        this.#isToldOfCut = true;
        return console.warn(
          `<${this.localName}>: <${box.localName}${box.id && ` id="${box.id}"`}> cuts off ${Math.round(missing)} pixels of the guide by overflow: ${overflowY} and a fixed height; let it grow (max-height: none)`,
        );
      }
    }

    /** Runs every call into the engine; while the element is away, when it is back. */
    #callWidget(call) {
      if (this.#isAway) return void this.#callsLater.push(call);
      try {
        this.#make();
        if (this.#widget) return call(this.#widget);
      } catch (error) {
        this.#fail(error);
      }
    }

    /** Runs the calls that waited. */
    #callNow() {
      for (const call of this.#callsLater.splice(0)) this.#callWidget(call);
    }

    /** Runs a call now, or when the widget is shown. */
    #whenReady(call) {
      if (!this.#widget) {
        this.#callsLater.push(call);
        return this.#start();
      }
      this.#showNow();
      this.#callWidget(call);
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
      const value = this.getAttribute(name)?.trim() || allowed[0];
      if (allowed.includes(value)) return value;
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
      return this.deepLink && this.#window?.location.hash.match(/^#mbc-([a-z0-9-]+)$/)?.[1];
    }

    #openDeepLink = () => {
      const id = this.#deepLinkTarget();
      if (!id) return;
      if (!this.#widget) return this.#startWhenNear();
      this.#whenReady((widget) => widget.canOpen(id) && widget.open(id));
    };

    /**
     * What the engine may call.
     * @returns {Shell}
     */
    #createShell() {
      return {
        copy: async (text) => {
          const copied = await this.#copy(text).catch(() => false);
          this.#callWidget((widget) => widget.copied(copied));
        },
        patch: (numbers, words) => {
          // While it starts, there is no widget yet.
          if (this.#widget) runCommands(this.shadowRoot, numbers, words);
          else this.#unmade = commandSteps(this.shadowRoot, numbers, words);
        },
        printElement: (numbers, words) => {
          const page = this.ownerDocument.createDocumentFragment();
          runCommands(page, numbers, words);
          return this.#printElement(page.firstElementChild);
        },
        printPage: () => this.print(),
        goTo: (id, isRow, toUpperEdge) => {
          const element = this.shadowRoot.getElementById(id);
          /** @type {any} */
          const target = isRow ? element?.firstElementChild : element;
          target?.focus({ preventScroll: true });
          if (target) scrollTo(target, this, toUpperEdge ? "start" : "nearest");
        },
        top,
        keepInPlace,
        // Not bubbling: what a person reads about their illness reaches only a listener on the element itself.
        select: (detail) => this.#emit("mbc-select", detail, false),
        chooseLanguage: (language) => this.#chooseLanguage(language),
      };
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 5. Removal and return
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * The page may put the same element back at any time, in any place: Turbo does for `data-turbo-permanent`
     * (hotwired/turbo#868), Vue for `KeepAlive`. Until then the engine holds nothing of the page, so that an element that
     * never comes back can be collected; `unreachable` then frees the widget.
     */
    #suspend() {
      this.#afterPrint();
      this.#callWidget((widget) => widget.suspend());
      this.#isAway = Boolean(this.#widget);
    }

    #resume() {
      this.#isAway = false;
      this.#callWidget((widget) => widget.resume(this, this.shadowRoot, this.#shell));
      if (this.#callsLater.length) this.#showNow();
      this.#callNow();
      this.#followLanguage();
      this.#checkColours();
      this.#build();
    }

    /** What had the focus when the element was removed has it again, unless something else has it by now. */
    #regainFocus() {
      const { activeElement, body } = this.ownerDocument;
      if (!activeElement || activeElement === body) this.#focused?.focus({ preventScroll: true });
    }

    #onFocus({ target }) {
      if (!this.#isOwn(target)) return;
      this.#focused = target;
      // The browser has scrolled to it only when the frame begins.
      if (target.matches(":focus-visible")) requestAnimationFrame(() => uncover(target, this));
    }

    /** Chromium takes the focus away before an element is removed, so whether that is the reason is known a microtask later. */
    #onBlur() {
      queueMicrotask(() => {
        if (this.isConnected && !this.shadowRoot.activeElement) this.#focused = undefined;
      });
    }

    /** Events in the slots belong to the author's own elements. */
    #isOwn(target) {
      return this.shadowRoot.contains(target);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 6. Hydration: from a pasted plain page to the widget
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
      const counterpart = (part) => part.id.startsWith(prefix) && root.getElementById(part.id.slice(prefix.length));
      const restorePosition = this.#readingPosition(counterpart);
      change();
      for (const part of parts) {
        // The attribute `sections` can leave a part out of the widget.
        if (part.open) counterpart(part)?.setAttribute("open", "");
      }
      restorePosition();
      if (this.contains(focused)) this.#focusCounterpart(focused.closest(`details[id^=${prefix}]`), counterpart);
    }

    /**
     * Notes which text the visitor reads; the function that is returned scrolls the same text there again. Whoever sees
     * the beginning of the element reads nothing yet, unless the address points at a text.
     */
    #readingPosition(counterpart) {
      const isPointedAt = hasTextFragment();
      const { top: start, bottom: end } = this.getBoundingClientRect();
      const { innerHeight } = this.#window;
      if (start >= 0 && !isPointedAt) return () => {};
      // A visitor who has scrolled past the element, or nearly, reads what comes after it.
      if (end < innerHeight / 2) return () => scrollBoxes(this, () => this.getBoundingClientRect().bottom - end);
      const texts = textsOnScreen(this).map((text) => ({ text, before: top(text) }));
      // The text that is pointed at is the nearest to the middle.
      const distance = ({ before }) => Math.abs(before - innerHeight / 2);
      if (isPointedAt) texts.sort((a, b) => distance(a) - distance(b));
      return () => {
        for (const { text, before } of texts) {
          const same = sameText(text, counterpart, this.shadowRoot);
          if (!same) continue;
          for (let row = same; isPointedAt && (row = row.closest("details:not([open])"));) row.setAttribute("open", "");
          // A closed row of the widget may hold it.
          if (isShown(same)) return keepInPlace(same, before);
        }
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
    // 7. Events
    // -----------------------------------------------------------------------------------------------------------------

    #onEvent(event) {
      const { type, target, key } = event;
      // Rows that are opened for printing are not the visitor's doing.
      if (this.#printing?.rows.length) return;
      // Nobody presses what is not on the page; but a row that was opened just before is told of only now.
      if (!this.#isOwn(target) || (this.#isAway && type !== "toggle")) return;
      // Noted now, because what was pressed may be gone when the event comes back up.
      if (type !== "keydown") this.#privateEvent = target.closest(PRIVATE_CONTROLS) ? event : undefined;
      if (type === "keydown" && key !== "Escape") return this.#onKey(event);
      if (type === "click" && this.#tick(event)) return;
      const isUsed = this.#callWidget((widget) => widget.handleEvent(type, target));
      // The engine opens a row within the click, so that `keepInPlace` can run before anything is painted. And what is
      // around the guide, such as a card that is a link, does nothing of its own.
      if (type === "click" && (isUsed || target.closest("summary, button"))) event.preventDefault();
      if (type === "click" && isUsed) this.#checkIfCut();
      if (type === "keydown" && isUsed) {
        // A dialog or a popover closes by Escape unless the key was used (vaadin/web-components#7420).
        event.preventDefault();
        this.#stopKey(event);
      }
    }

    /**
     * What the guide used does not leave it: keys of its controls, and every event that tells what was ticked. Everything
     * else passes on, so the page's own shortcuts and its counting of clicks work as elsewhere.
     */
    #keepInside(event) {
      const { type, target, key } = event;
      if (event === this.#privateEvent) event.stopPropagation();
      if (!this.#isOwn(target)) return;
      if (type === "input") event.stopPropagation();
      if (!type.startsWith("key")) return;
      if (type === "keyup" && key === this.#usedKey) {
        this.#usedKey = undefined;
        event.stopPropagation();
      } else if (usesKey(target, event)) this.#stopKey(event);
    }

    /** A key belongs to what had it at first until it is up, also if the focus has moved meanwhile. */
    #stopKey(event) {
      event.stopPropagation();
      if (event.type === "keydown") this.#usedKey = event.key;
    }

    #onKey(event) {
      const { target, key, repeat, defaultPrevented } = event;
      if (!usesKey(target, event)) return;
      if (key.startsWith("Arrow") && target.matches("input")) {
        event.preventDefault();
        this.#chooseNext(target, /Up|Left/.test(key) ? -1 : 1);
        // A page whose capturing listener takes keys for itself (ccampbell/mousetrap#245) does not disable a control.
      } else if (defaultPrevented && !repeat && !key.startsWith("Arrow")) target.click();
    }

    /** Of a group of choices, as a browser does it, which would send `input`. */
    #chooseNext(choice, step) {
      /** @type {HTMLInputElement[]} */
      const all = [...this.shadowRoot.querySelectorAll(/** @type {"input"} */ (`input[name="${choice.name}"]`))];
      const next = all.at((all.indexOf(choice) + step) % all.length);
      next.checked = true;
      next.focus({ preventScroll: true });
      scrollTo(next, this, "nearest");
      this.#callWidget((widget) => widget.handleEvent("change", next));
    }

    /**
     * Ticks a box without an `input` event, which a capturing listener of the page would hear before anybody here could
     * stop it: prevents the browser from ticking it, and does it. Says whether it did. A script's own click is left alone
     * unless the page prevents it, as a carousel that is dragged prevents each.
     *
     * A browser that is prevented gives the box back the state from before the click, after the last listener. So that
     * this is the new state, `#tickEarly` sets it in the event before the click, where there is one.
     */
    #tick(event) {
      const { target, isTrusted, defaultPrevented } = event;
      // A button or link in a label is no part of what the label is pressed for.
      const input = target.closest("label, button, a")?.control;
      if (!input || (!isTrusted && !defaultPrevented)) return false;
      event.preventDefault();
      const isOnBox = target === input;
      const checked = isOnBox ? (this.#early ?? input.checked) : input.type === "radio" || !input.checked;
      input.checked = checked;
      if (isOnBox && this.#early === undefined) afterDispatch(() => (input.checked = checked));
      if (!isOnBox) input.focus({ preventScroll: true });
      this.#early = undefined;
      this.#callWidget((widget) => widget.handleEvent("change", input));
      return true;
    }

    /** @param {any} event */
    #tickEarly(event) {
      const { type, target, key, button, isTrusted, defaultPrevented } = event;
      // A press on the figure leaves focus and caret alone until the row has the focus: a screen reader would read the
      // page's title and the words before the figure on the way (Firefox 153 with Orca 43).
      if (type === "mousedown" && this.#isOwn(target) && target.closest("#figure")) event.preventDefault();
      if (!isTrusted || !this.#isOwn(target) || !target.matches("input") || (key ?? " ") !== " " || button) return;
      // No click follows a key that the page prevents; one does follow a button.
      if (key && defaultPrevented) return;
      if (type.endsWith("down")) this.#pressed = target;
      else if (this.#pressed === target) {
        this.#pressed = undefined;
        const isRadio = target.type === "radio";
        target.checked = isRadio || !target.checked;
        // Chromium sends no click for Space on a radio button that is chosen, which this one now is.
        if (key && isRadio) this.#callWidget((widget) => widget.handleEvent("change", target));
        else this.#early = target.checked;
      }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 8. Copying
    // -----------------------------------------------------------------------------------------------------------------

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
        // A page that listens to `copy` could read what was ticked.
        area.addEventListener("copy", (event) => event.stopPropagation());
        const focused = /** @type {HTMLElement} */ (this.shadowRoot.activeElement);
        this.shadowRoot.append(area);
        area.select();
        try {
          return document.execCommand("copy");
        } finally {
          area.remove();
          focused?.focus({ preventScroll: true });
        }
      }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 9. Language
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * The visitor's choice, which holds until the author sets the attribute; else the element's own `lang`, or the
     * nearest one above it, through shadow roots; else the default.
     */
    #language() {
      if (this.#visitorLanguage) return this.#visitorLanguage;
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

    /**
     * The visitor chose a language, or the author sets one again, which ends that choice. What could not be loaded
     * before is tried again.
     * @param {string} [language]
     */
    #chooseLanguage(language) {
      this.#visitorLanguage = language;
      this.#askedLanguage = undefined;
      this.#followLanguage();
    }

    /** Shows the language that is to be shown, if it is another. */
    #followLanguage() {
      const language = this.#language();
      if (this.#widget && !this.#isAway && language !== this.#askedLanguage) this.#switchLanguage(language);
    }

    async #switchLanguage(language) {
      const currentLoad = (this.#currentLoad = {});
      this.#askedLanguage = language;
      try {
        await load(language, "", this.#baseUrl());
        if (this.#currentLoad !== currentLoad) return;
        this.#callWidget((widget) => widget.setLanguage(language));
        this.#build();
      } catch (error) {
        if (this.#currentLoad !== currentLoad) return;
        // A trap, such as for want of memory, leaves an engine of which nothing can be said.
        if (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError) return this.#fail(error);
        // The texts that are shown stay, and the widget says that the others could not be loaded.
        this.#callWidget((widget) => widget.languageFailed());
        this.#reportError(error);
      } finally {
        if (this.#currentLoad === currentLoad) this.#currentLoad = undefined;
      }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 10. Printing
    // -----------------------------------------------------------------------------------------------------------------

    #beforePrint = () => {
      if (this.#printing) return;
      this.#showNow();
      this.#callWidget((widget) => widget.fillAll());
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
      if (supportsSelector("::details-content")) return [];
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
        contentDocument.adoptedStyleSheets = [sheetOf(contentWindow, this.#engine.style)];
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
    // 11. Colours of the page
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
        ["on-accent", "--_fill"],
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
    // 12. Loading errors
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Shows the author's content again and sends one event. After something was thrown in the engine, nothing calls
     * into it for this widget, not even `free`; a file that could not be loaded may be tried again by the visitor.
     */
    #fail(error) {
      this.#currentLoad = undefined;
      this.#hasFailed = true;
      unreachable?.unregister(this);
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
      this.#unmade = undefined;
      this.#callsLater = [];
      this.#restSlot = undefined;
      if (withErrorMessage) this.#showErrorMessage();
      else this.#errorLine?.remove();
      if (this.#slots.parentNode && !this.#isBehind) return;
      this.#isBehind = false;
      this.shadowRoot.replaceChildren(this.#slots);
      this.#setStyles(AUTHOR_STYLE);
    }

    /** One line below the author's content, and a button that tries again. */
    #showErrorMessage() {
      const language = this.#language();
      const texts = errorMessages?.[language];
      if (!texts) return;
      if (!this.#errorLine?.isConnected) this.#addErrorLine();
      const [message, button] = this.#errorLine.children;
      this.#errorLine.lang = language;
      this.#errorLine.dir = "auto";
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
      // A test runner that fails on `console.error` should not fail for a browser that lacks something.
      console[error?.isExpected ? "info" : "error"](`<${this.localName}>: ${message} (${code})`);
      this.#emit("mbc-error", { code, message });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // 13. State shown to the page
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * The state is a property, and a `:state()` where there is one. Chrome before 125 has the former syntax and throws for
     * a name without `--` (whatwg/html#8467, mdn/content#33636), hence the check; it may go when 125 is the oldest that is
     * supported.
     * @param {"loading" | "ready" | "error"} state
     */
    #setState(state) {
      this.#state = state;
      const states = this.#internals?.states;
      if (!states || !supportsSelector(":state(a)")) return;
      states.clear();
      states.add(state);
    }

    #setStyles(...styles) {
      this.#styles = styles;
      const view = this.ownerDocument.defaultView;
      if (view?.CSSStyleSheet && "adoptedStyleSheets" in this.shadowRoot) {
        this.shadowRoot.adoptedStyleSheets = styles.map((style) => sheetOf(view, style));
      }
    }

    #emit(name, detail, bubbles = true) {
      // The event of another window would be refused in jsdom and happens to work in browsers.
      const { CustomEvent } = this.#window ?? globalThis;
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles, composed: bubbles }));
    }
  }

  for (const name of REFLECTED) {
    Object.defineProperty(MbcBodyMap.prototype, camelCase(name), {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name) ?? (name === "lang" ? "" : null);
      },
      // What is set already is not set again: frameworks do that to every element that they hydrate (vuejs/core#4406), and
      // it must not undo what the visitor did meanwhile.
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(name);
        else if (this.getAttribute(name) !== String(value)) this.setAttribute(name, value);
      },
    });
  }
  return MbcBodyMap;
}

// ---------------------------------------------------------------------------------------------------------------------
// 14. Definition
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

/** Frees the widgets of elements that were removed and then forgotten. Old browsers lack it: there they stay. */
const unreachable = globalThis.FinalizationRegistry && new FinalizationRegistry((widget) => widget.free());

/** Safari lacks it, and browsers from before `yield` have the rest. */
const tasks = globalThis.scheduler;

/**
 * Runs something when the browser is done with the event that is being handled, before anything else that waits.
 * @param {() => void} run
 */
function afterDispatch(run) {
  if (tasks?.postTask) tasks.postTask(run, { priority: "user-blocking" });
  else setTimeout(run);
}

/** When the slice ends that runs now, and when the visitor did something last. */
let sliceEnd = 0;
let lastUse = -PAUSE;

function noteUse() {
  lastUse = performance.now();
}

/**
 * Resolves when there is time to build more: at once while a slice lasts, which all guides of a page share, and else
 * after the page did what it had to do. A message runs in the background too, where timers and frames are held back.
 * @param {boolean} canWait whether it waits until the visitor has done nothing for a moment
 * @returns {Promise<boolean>} whether it did
 */
async function nextSlice(canWait) {
  let hasWaited = false;
  if (performance.now() < sliceEnd) return hasWaited;
  do {
    if (canWait && performance.now() - lastUse < PAUSE) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      hasWaited = true;
    } else await nextTask(canWait);
  } while (canWait && performance.now() - lastUse < PAUSE);
  sliceEnd = performance.now() + SLICE;
  return hasWaited;
}

/**
 * Resolves when it is the turn of a task. What `scheduler.yield` continues goes before the page's own timers and frames: so
 * the first screen is there sooner, but if all were built so, Chromium 148, slowed 4 times, drew a frame only every 120 ms
 * and ran no timer for 0.8 seconds.
 * @param {boolean} canWait whether whatever else the page has to do goes first
 */
function nextTask(canWait) {
  if (canWait && tasks?.postTask) return tasks.postTask(() => {}, { priority: "background" });
  if (!canWait && tasks?.yield) return tasks.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(0);
  });
}

/** Resolves after the next frame; in the background, where there is none, after a moment. */
function nextFrame() {
  return new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
    requestAnimationFrame(() => afterDispatch(resolve));
    setTimeout(resolve, PAUSE);
  });
}

/** @param {string} selector */
function supportsSelector(selector) {
  return Boolean(globalThis.CSS?.supports?.(`selector(${selector})`));
}

/**
 * Whether the control that has the focus does something by itself with the key. With a modifier it is a shortcut.
 * @param {Element} target
 * @param {KeyboardEvent} event
 */
function usesKey(target, { key, ctrlKey, altKey, metaKey }) {
  if (ctrlKey || altKey || metaKey) return false;
  return KEYS_OF_CONTROLS.some(([controls, keys]) => keys.includes(key) && target.matches(controls));
}

// ---------------------------------------------------------------------------------------------------------------------
// 15. Commands of the engine
// ---------------------------------------------------------------------------------------------------------------------

const HTML = "http://www.w3.org/1999/xhtml";
const SVG = "http://www.w3.org/2000/svg";

// In the order of `Command` in `src/commands.rs`.
const END = 0;
const ELEMENT = 1;
const TEXT = 2;
const SET = 3;
const UNSET = 4;
const TARGET = 5;
const KEEP = 6;
const CHILDREN = 7;

/** After so many elements a run of commands can pause. */
const ELEMENTS_AT_ONCE = 8;

/**
 * Carries out commands in a shadow root, step by step. Elements are found by id and never by position, because
 * translators and extensions put their own between them.
 * @param {ShadowRoot | DocumentFragment} root
 * @param {Uint32Array} numbers each command, with the lengths of its words
 * @param {string} words all words, one after the other
 */
function* commandSteps(root, numbers, words) {
  const document = root.ownerDocument;
  let at = 0;
  let end = 0;
  let made = 0;
  /** @type {any} what a command is about while no element is begun */
  let target = root;
  /** Elements that were begun and have not ended, the last one at the end. */
  const path = [];
  let list = [];
  const word = () => words.slice(end, (end += numbers[at++]));
  const find = () => {
    const id = word();
    const element = root.getElementById(id);
    if (!element) throw new Error(`the element \`${id}\` is gone`);
    return element;
  };
  const add = (node) => {
    const parent = path.at(-1) ?? (target === root && root);
    if (parent) parent.appendChild(node);
    else list.push(node);
  };
  while (at < numbers.length) {
    const command = numbers[at++];
    if (command === END) {
      path.pop();
      if (++made % ELEMENTS_AT_ONCE === 0) yield;
    } else if (command === ELEMENT) {
      const tag = word();
      const { namespaceURI } = path.at(-1) ?? target;
      const element = document.createElementNS(tag === "svg" ? SVG : (namespaceURI ?? HTML), tag);
      add(element);
      path.push(element);
    } else if (command === TEXT) add(document.createTextNode(word()));
    else if (command === SET) setAttribute(path.at(-1) ?? target, word(), word());
    else if (command === UNSET) setAttribute(target, word());
    else if (command === TARGET) target = find();
    else if (command === KEEP) list.push(find());
    else if (command === CHILDREN) {
      setChildren(target, list);
      list = [];
    }
  }
}

/**
 * Carries out all commands at once.
 * @param {ShadowRoot | DocumentFragment} root
 * @param {Uint32Array} numbers
 * @param {string} words
 */
export function runCommands(root, numbers, words) {
  const steps = commandSteps(root, numbers, words);
  while (!steps.next().done);
}

/**
 * Sets or, without a value, takes away an attribute. `checked` has a property beside it: once the visitor used the box,
 * the attribute no longer moves it (the "dirty checkedness flag" of the HTML standard). `open` is its own property.
 * @param {any} element
 * @param {string} name
 * @param {string} [value]
 */
function setAttribute(element, name, value) {
  if (name === "checked") element.checked = value !== undefined;
  if (value === undefined) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/**
 * Takes away what is not kept, then puts each child in its place. What is in place is not touched, because an element
 * that `insertBefore` moves loses the focus (preactjs/preact#3242). `moveBefore` would keep it (whatwg/dom#1307), from
 * Chrome 133 on; Safari does not have it.
 * @param {Element} parent
 * @param {Node[]} children
 */
function setChildren(parent, children) {
  for (const node of /** @type {any[]} */ ([...parent.childNodes])) {
    if (children.includes(node)) continue;
    // Chromium 156 holds a radio button that was removed from a shadow tree, and all that is around it, in the groups of
    // that tree until its name changes; from a document it does not.
    for (const radio of node.querySelectorAll?.("input[name]") ?? []) radio.removeAttribute("name");
    parent.removeChild(node);
  }
  let place = parent.firstChild;
  for (const node of children) {
    if (place === node) place = node.nextSibling;
    else parent.insertBefore(node, place);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// 16. Scrolling, functions without state
// ---------------------------------------------------------------------------------------------------------------------
//
// Only boxes that a visitor can scroll are scrolled, and only down and up. A script can also scroll a box with `overflow:
// hidden`, such as a carousel or an accordion, but nobody can scroll it back (mozilla/pdf.js#5356), so `scrollIntoView`,
// which does, is used only in frames. Distances are measured on the screen. A scaled or zoomed box scrolls in pixels of
// its own, whose size is found by scrolling (floating-ui/floating-ui#3032).

/** How much further down than the edge of a fixed header something is shown. */
const GAP = 8;

/** Less than half a pixel cannot be seen, and not every screen can scroll by it. */
const CLOSE_ENOUGH = 0.5;

/** @param {Element} element */
function top(element) {
  return element.getBoundingClientRect().top;
}

/**
 * The element around another, where that is on the screen: through slots and shadow roots. Not by `parentElement`, which
 * a field of a form can hide (whatwg/html#2720).
 * @param {Element} element
 * @returns {Element | null | undefined}
 */
function around(element) {
  return (
    element.assignedSlot ?? element.closest(":not(:scope)") ?? /** @type {ShadowRoot} */ (element.getRootNode()).host
  );
}

/**
 * The boxes around an element that a visitor can scroll up and down, the nearest first; the page is the last. What is
 * above an element with a fixed position does not move it.
 * @param {Element} element
 */
function* scrollBoxesOf(element) {
  const { documentElement, body } = element.ownerDocument;
  const overflow = (box) => getComputedStyle(box).overflowY;
  // The page has the overflow of its root, or if that has none, of its body (CSS Overflow 3, "overflow viewport propagation").
  const [root, inner] = [overflow(documentElement), body ? overflow(body) : "visible"];
  const isBodyPage = root === "visible";
  for (let box = around(element); box && box !== documentElement; box = around(box)) {
    if (box === body && isBodyPage) continue;
    const { overflowY, position } = getComputedStyle(box);
    if (/auto|scroll|overlay/.test(overflowY)) yield box;
    if (position === "fixed") return;
  }
  if (!/hidden|clip/.test(isBodyPage ? inner : root)) yield pageOf(element);
}

/**
 * What scrolls a page: without a doctype its body.
 * @param {Element} element
 */
function pageOf({ ownerDocument }) {
  return ownerDocument.scrollingElement ?? ownerDocument.documentElement;
}

/**
 * Scrolls the boxes around an element, the nearest first, until nothing is left to scroll. At once, also on pages with
 * `scroll-behavior: smooth`.
 * @param {Element} element
 * @param {(box: Element) => number} rest how many pixels of the screen the element is too low, for this box
 */
function scrollBoxes(element, rest) {
  for (const box of scrollBoxesOf(element)) {
    let scale = 1;
    for (let tries = 4; tries > 0; tries--) {
      const before = rest(box);
      if (Math.abs(before) < CLOSE_ENOUGH) break;
      const scrolled = box.scrollTop;
      box.scrollBy({ top: before / scale, behavior: "instant" });
      const way = box.scrollTop - scrolled;
      const moved = before - rest(box);
      if (Math.abs(moved) < CLOSE_ENOUGH) {
        // It scrolls something else, or cannot scroll further.
        if (way) box.scrollBy({ top: -way, behavior: "instant" });
        break;
      }
      scale = moved / way;
    }
  }
}

/**
 * Scrolls until the upper edge of an element is again where it was before.
 * @param {Element} element
 * @param {number} before CSS pixels below the upper edge of the window
 */
function keepInPlace(element, before) {
  // Most presses move nothing, and then no box need be looked at.
  if (Math.abs(top(element) - before) < CLOSE_ENOUGH) return;
  scrollBoxes(element, () => top(element) - before);
  if (Math.abs(top(element) - before) > 1) scrollPageAroundFrame(element, "nearest");
}

/**
 * Scrolls until an element is at the upper edge of what is visible (`start`), or no further than needed to see it
 * (`nearest`). Heeds `scroll-padding` of the boxes, `scroll-margin` of the element and of the host, and what the page
 * fixes over it.
 * @param {Element} element
 * @param {Element} host
 * @param {"start" | "nearest"} block
 */
function scrollTo(element, host, block) {
  scrollPageAroundFrame(element, block);
  const margin = Math.max(...[element, host].map((one) => parseFloat(getComputedStyle(one)["scrollMarginTop"])));
  scrollBoxes(element, (box) => {
    const port = visiblePart(box);
    const rect = element.getBoundingClientRect();
    const above = rect.top - margin - port.top;
    return block === "start" ? above : Math.min(above, Math.max(0, rect.bottom + GAP - port.bottom));
  });
  uncover(element, host);
}

/**
 * Where what is in a box can be seen: without its `scroll-padding`.
 * @param {Element} box
 */
function visiblePart(box) {
  const isPage = box === pageOf(box);
  // The page has the scroll padding of its root, also where the body scrolls.
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(isPage ? box.ownerDocument.documentElement : box);
  const { top, bottom } = isPage
    ? { top: 0, bottom: box.ownerDocument.defaultView.innerHeight }
    : box.getBoundingClientRect();
  const length = (value) => (value.endsWith("%") ? (parseFloat(value) / 100) * (bottom - top) : parseFloat(value) || 0);
  return { top: top + length(scrollPaddingTop), bottom: bottom - length(scrollPaddingBottom) };
}

/**
 * Scrolls what lies under a fixed or sticky header of the page out from under it (WCAG 2.2, 2.4.11), also where the page
 * says nothing of it with `scroll-padding`.
 * @param {Element} element
 * @param {Element} host
 */
function uncover(element, host) {
  const page = element.ownerDocument;
  // One header may lie below another, such as a theme's below the admin bar of WordPress.
  for (let headers = 2; headers > 0; headers--) {
    const { left, width, top } = element.getBoundingClientRect();
    let over = page.elementFromPoint(left + Math.min(width / 2, 40), top + 1);
    if (!over || host.contains(over) || over.contains(host)) return;
    while (over && !/fixed|sticky/.test(getComputedStyle(over).position)) over = around(over);
    const edge = over?.getBoundingClientRect().bottom;
    if (!edge || edge > page.defaultView.innerHeight / 2) return;
    const wanted = edge + GAP;
    scrollBoxes(element, () => element.getBoundingClientRect().top - wanted);
  }
}

/**
 * In a frame that is as high as its content the page around it scrolls, which only `scrollIntoView` can do. It also
 * scrolls boxes that a visitor cannot, which are put back.
 * @param {Element} element
 * @param {"start" | "nearest"} block
 */
function scrollPageAroundFrame(element, block) {
  const view = element.ownerDocument.defaultView;
  if (view.parent === view) return;
  const boxes = [];
  for (let box = around(element); box; box = around(box)) boxes.push([box, box.scrollTop, box.scrollLeft]);
  element.scrollIntoView({ block, behavior: "instant" });
  const scrollable = new Set(scrollBoxesOf(element));
  for (const [box, top, left] of boxes) {
    box.scrollTo({ top: scrollable.has(box) ? box.scrollTop : top, left, behavior: "instant" });
  }
}

/** What holds a piece of text that can be recognized. */
const TEXTS = "p, li, dt, dd, summary, td, th, h1, h2, h3, h4, h5, h6";

/**
 * Whether the page's address points at a text, which browsers show in the middle of the window. The address itself does
 * not say so (WICG/scroll-to-text-fragment), that of the navigation does.
 */
function hasTextFragment() {
  const [entry] = performance.getEntriesByType?.("navigation") ?? [];
  return Boolean(entry?.name.includes(":~:text="));
}

/**
 * The texts inside an element that are on the screen, from above. A line of which little is left is not what is read.
 * @param {Element} host
 */
function textsOnScreen(host) {
  const { innerHeight } = host.ownerDocument.defaultView;
  return [...host.querySelectorAll(TEXTS)]
    .filter((text) => {
      const rect = text.getBoundingClientRect();
      const isOnScreen = rect.bottom > Math.min(24, rect.height / 2) && rect.top < innerHeight;
      return isOnScreen && isShown(text) && !text.querySelector(TEXTS);
    })
    .sort((a, b) => top(a) - top(b));
}

/**
 * Whether a text is laid out and in no closed row, of which browsers lay out what they do not show.
 * @param {Element} text
 */
function isShown(text) {
  const { parentElement } = text.closest("summary")?.parentElement ?? text;
  return text.getClientRects().length > 0 && !parentElement?.closest("details:not([open])");
}

/**
 * What has the same text in the widget: in the part that corresponds to the nearest one around the text, because the
 * same sign stands in several.
 * @param {Element} text
 * @param {(part: Element) => Element | null | false} counterpart
 * @param {ShadowRoot} root
 * @returns {Element | undefined}
 */
function sameText(text, counterpart, root) {
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const wanted = words(text);
  let part = text.closest("[id]");
  while (part && !counterpart(part)) part = part.parentElement?.closest("[id]");
  // The head of a row has other words beside its name.
  if (text.localName === "summary" && part === text.parentElement) return counterpart(part)["firstElementChild"];
  const where = (part && counterpart(part)) || root.firstElementChild;
  const all = [where, ...where.querySelectorAll(TEXTS)].filter((element) => words(element) === wanted);
  return all.find(isShown) ?? all[0];
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
