// Both ends of the variant in a frame. In `embed.html` it sets up the widget from the frame's address and sends its
// height; on a page that holds such frames it makes each as high as its content.
//
// The message is `{ "mbc-body-map": version, id, height, top }`: `id` is the name of the frame, the rest is in CSS
// pixels. What the visitor opened may have scrolled the frame by `top` before it grew; the page then scrolls on by as
// much. `VERSION` is filled in by the build.

const NAME = "mbc-body-map";

if (document.querySelector("[data-mbc-embed]")) sendHeight();
else addEventListener("message", resizeFrame);

function sendHeight() {
  /** @type {HTMLElement} */
  const map = document.querySelector(NAME);
  const isFramed = parent !== window;
  for (const [name, value] of new URLSearchParams(location.search)) {
    // Only in a frame: otherwise a link to this page could show numbers of a stranger under the site's address.
    const isAllowedInFrame = isFramed && /^(emergency|(support|care-team)-[a-z]+)$/.test(name);
    if (isAllowedInFrame || /^(lang|site|sections|theme|heading-level|engine)$/.test(name)) {
      map.setAttribute(name, value);
    }
  }
  if (map.lang) document.documentElement.lang = map.lang;
  document.body.style.margin = "0";
  // To any origin, since the page that holds the frame is not known; all it learns is the height (SECURITY.md).
  const send = () => {
    const height = Math.ceil(map.getBoundingClientRect().height);
    parent.postMessage({ [NAME]: VERSION, id: name, height, top: scrollY }, "*");
  };
  if (isFramed) new ResizeObserver(send).observe(map);
}

/** @param {MessageEvent} event */
function resizeFrame({ data, origin, source }) {
  const height = data?.[NAME] && data.height;
  if (!(height > 0 && height < 1e5)) return;
  /** @type {NodeListOf<HTMLIFrameElement>} */
  const frames = document.querySelectorAll('iframe[src*="/embed.html"]');
  for (const frame of frames) {
    // A frame with `sandbox` but without `allow-same-origin` has an opaque origin, which `MessageEvent` gives as "null".
    const isOpaque = /^(?!.*same-origin)./.test(frame.sandbox.value);
    const expectedOrigin = isOpaque ? "null" : new URL(frame.src).origin;
    if (frame.contentWindow !== source || data.id !== frame.name || origin !== expectedOrigin) continue;
    const before = frame.clientHeight;
    frame.style.setProperty("height", `${height}px`, "important");
    // A page may limit the height of the frame; then the frame scrolls by itself, and the page need not.
    scrollBy(0, Math.max(0, Math.min(data.top, frame.clientHeight - before)));
  }
}
