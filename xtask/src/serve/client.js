// Added by `cargo xtask serve` to each page that it serves, and never written into dist/.
// Reloads the page after a build that changed it, keeps the scroll position and the open rows, and shows why a build
// failed.
"use strict";
{
  /** What dist/ held when this page was served; empty for the page that waits for the first build. */
  const served = document.currentScript.dataset.build;
  /** Kept for one reload of this tab. */
  const KEPT = "mbc-serve";

  const widgets = () => [...document.querySelectorAll("mbc-body-map")];
  const rows = (widget) => [...(widget.shadowRoot?.querySelectorAll("details[id]") ?? [])];
  const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  function reload() {
    const kept = { path: location.pathname, x: scrollX, y: scrollY, widgets: {} };
    widgets().forEach((widget, at) => {
      const open = rows(widget)
        .filter((row) => row.open)
        .map((row) => row.id);
      // A widget with nothing open may never have started.
      if (open.length) kept.widgets[widget.id || at] = { open, language: widget.getAttribute("lang") };
    });
    sessionStorage.setItem(KEPT, JSON.stringify(kept));
    location.reload();
  }

  /** Opens and closes the rows as they were. A row inside another may exist only after that one was opened. */
  async function restoreRows(widget, { open, language }) {
    if (language && widget.getAttribute("lang") !== language) widget.setAttribute("lang", language);
    // By default a widget waits until it is scrolled into view.
    const loading = widget.getAttribute("loading");
    widget.setAttribute("loading", "eager");
    await widget.ready;
    if (loading === null) widget.removeAttribute("loading");
    else widget.setAttribute("loading", loading);
    for (;;) {
      const differing = rows(widget).filter((row) => row.open !== open.includes(row.id));
      if (!differing.length) return;
      const ids = differing.map((row) => row.id).join();
      for (const row of differing) row.open = !row.open;
      await painted();
      // Stop if the same rows differ again: they do not keep the state that was set.
      const left = rows(widget).filter((row) => row.open !== open.includes(row.id));
      if (left.map((row) => row.id).join() === ids) return;
    }
  }

  async function restore() {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
    if (kept?.path !== location.pathname) return;
    const place = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    await customElements.whenDefined("mbc-body-map");
    const restoring = [];
    const restoreThoseThere = () => {
      widgets().forEach((widget, at) => {
        const state = kept.widgets[widget.id || at];
        delete kept.widgets[widget.id || at];
        if (state)
          restoring.push(
            restoreRows(widget, state).catch((error) =>
              console.warn("cargo xtask serve: open rows were not restored:", error),
            ),
          );
      });
    };
    restoreThoseThere();
    // A script of the page may add a widget later, as the embed builder does with its preview.
    new MutationObserver((_, observer) => {
      restoreThoseThere();
      if (!Object.keys(kept.widgets).length) observer.disconnect();
    }).observe(document.documentElement, { childList: true, subtree: true });
    await Promise.all(restoring);
    await painted();
    place();
  }

  /** Over the page, in a shadow root, so that neither changes the other. */
  function showError(text) {
    document.querySelector("#mbc-serve-error")?.remove();
    if (!text) return;
    const host = document.createElement("div");
    host.id = "mbc-serve-error";
    host.setAttribute("role", "alert");
    host.style.cssText = "position:fixed;inset:auto 0 0;z-index:2147483647;max-height:60vh;overflow:auto";
    const message = document.createElement("pre");
    message.textContent = `The build failed. The last good one is shown.\n\n${text}`;
    message.style.cssText =
      "margin:0;padding:1em;font:14px/1.4 monospace;white-space:pre-wrap;color:#fff;background:#8b0000";
    host.attachShadow({ mode: "open" }).append(message);
    document.documentElement.append(host);
  }

  /** Browsers open six connections to a server at most, so only a tab that is seen keeps one. */
  let stream;
  function listen() {
    if (document.hidden) {
      stream?.close();
      stream = undefined;
    } else if (!stream) {
      stream = new EventSource("/__serve/events");
      // The first message reports the current state, so nothing is missed in between.
      stream.onmessage = ({ data }) => {
        const { build, error } = JSON.parse(data);
        if (build && build !== served) reload();
        else showError(error);
      };
    }
  }

  // A frame is reloaded with its page.
  if (window === top) {
    if (served) restore();
    document.addEventListener("visibilitychange", listen);
    listen();
  }
}
