// The entry of the React contender: the words of one language, then a root in each host's shadow root, where the
// widget's style sheet serves as it is.

import { createRoot } from "react-dom/client";
import style from "bench:style";
import { Guide } from "./guide.jsx";

const words = new Map();

function load(language) {
  if (!words.has(language))
    words.set(
      language,
      fetch(new URL(`${language}.json`, import.meta.url)).then((answer) => answer.json()),
    );
  return words.get(language);
}

load("en");
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
for (const host of document.querySelectorAll(".guide")) {
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const ready = () => host.dispatchEvent(new Event("mbc-ready", { bubbles: true }));
  createRoot(root).render(<Guide load={load} language="en" ready={ready} />);
}
