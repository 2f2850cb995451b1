// Both ends of the variant in a frame: on the page that holds frames with `embed.html` their height follows what is
// in them; in a frame the widget is set up from the frame's address, and its height is told.
//
// The message is `{ "mbc-body-map": version, id, height, top }`; `id` is the name of the frame, the rest is in CSS pixels.
// What the visitor opened may have scrolled the frame by `top` before it grew; then the page scrolls on by as much.
// `VERSION` is filled in by the build.

const NAME = "mbc-body-map";

if (document.querySelector("[data-mbc-embed]")) tell();
else addEventListener("message", follow);

function tell() {
  /** @type {HTMLElement} */
  const map = document.querySelector(NAME);
  const framed = parent !== window;
  for (const [name, value] of new URLSearchParams(location.search)) {
    // Whoever only sends somebody a link must not put numbers of their own under the site's name.
    const own = framed && /^(emergency|(support|care-team)-[a-z]+)$/.test(name);
    if (own || /^(lang|site|sections|theme|heading-level|engine)$/.test(name)) map.setAttribute(name, value);
  }
  if (map.lang) document.documentElement.lang = map.lang;
  document.body.style.margin = "0";
  // Whoever holds the frame may be anybody, and learns from the height that something was opened (SECURITY.md).
  const send = () =>
    parent.postMessage(
      { [NAME]: VERSION, id: name, height: Math.ceil(map.getBoundingClientRect().height), top: scrollY },
      "*",
    );
  if (framed) new ResizeObserver(send).observe(map);
}

function follow({ data, origin, source }) {
  const height = data?.[NAME] && data.height;
  if (!(height > 0 && height < 1e5)) return;
  // Other frames of the page, such as those with advertising, are not ours to follow.
  for (const frame of /** @type {NodeListOf<HTMLIFrameElement>} */ (
    document.querySelectorAll('iframe[src*="/embed.html"]')
  )) {
    // A frame in a sandbox without an origin tells `null`.
    const from = /^(?!.*same-origin)./.test(frame.sandbox.value) ? "null" : new URL(frame.src).origin;
    if (frame.contentWindow !== source || data.id !== frame.name || origin !== from) continue;
    const before = frame.clientHeight;
    frame.style.setProperty("height", `${height}px`, "important");
    // A page may keep it low, and then it scrolls by itself.
    scrollBy(0, Math.max(0, Math.min(data.top, frame.clientHeight - before)));
  }
}
