// Both ends of the variant in a frame. In `embed.html` it sets up the widget from the frame's address and tells its
// height; on a page that holds such frames it makes each as high as its content.
//
// Page and frame may come in any order: the page's script delayed until a touch, a frame from a cache
// (davidjbradshaw/iframe-resizer#219, #736). So each speaks when it begins: the frame tells its height, and again when
// that changes; the page asks the frames that are there, and a frame answers with the same message.
//
// The question is `{ "mbc-body-map": version }`, the message `{ "mbc-body-map": version, height, top }` in CSS pixels.
// What the visitor opened may have scrolled the frame by `top` before it grew; the page then scrolls on by as much.
// `VERSION` is filled in by the build.

const NAME = "mbc-body-map";

if (document.querySelector("[data-mbc-embed]")) tellHeight();
else {
  addEventListener("message", resizeFrame);
  // To any origin, since a frame that is still loading has another; the question says nothing.
  for (const frame of guideFrames()) frame.contentWindow.postMessage({ [NAME]: VERSION }, "*");
}

function tellHeight() {
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
  if (map.lang) {
    const html = document.documentElement;
    html.lang = map.lang;
    // The words of each language stand inside the element, with their direction.
    for (const { lang, dir } of /** @type {Iterable<HTMLElement>} */ (map.children))
      if (lang === map.lang) html.dir = dir;
  }
  document.body.style.margin = "0";
  if (!isFramed) return;
  // To any origin, since the page that holds the frame is not known; all it learns is the height (SECURITY.md).
  const tell = () => {
    const height = Math.ceil(map.getBoundingClientRect().height);
    parent.postMessage({ [NAME]: VERSION, height, top: scrollY }, "*");
  };
  new ResizeObserver(tell).observe(map);
  // A frame of another site that is out of view is not laid out, so its observer waits until a visitor comes near.
  for (const outcome of ["mbc-ready", "mbc-error"]) map.addEventListener(outcome, tell);
  addEventListener("message", ({ data, source }) => source === parent && data?.[NAME] && tell());
}

/** The frames of this page that hold the widget. */
function guideFrames() {
  return [...document.querySelectorAll("iframe")].filter((frame) => frame.src.includes("/embed.html"));
}

/** @param {MessageEvent} event */
function resizeFrame({ data, origin, source }) {
  const height = data?.[NAME] && data.height;
  const frame = guideFrames().find((frame) => frame.contentWindow === source);
  if (!frame || !(height > 0 && height < 1e5)) return;
  // A frame with `sandbox` but without `allow-same-origin` has an opaque origin, which `MessageEvent` gives as "null".
  const isOpaque = /^(?!.*same-origin)./.test(frame.sandbox.value);
  if (origin !== (isOpaque ? "null" : new URL(frame.src).origin)) return;
  const before = frame.clientHeight;
  frame.style.setProperty("height", `${height}px`, "important");
  // A page may limit the height of the frame; then the frame scrolls by itself, and the page need not.
  scrollBy(0, Math.max(0, Math.min(data.top, frame.clientHeight - before)));
}
