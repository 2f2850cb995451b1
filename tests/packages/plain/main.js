// A page without a framework, for bundlers alone: the element, a button that changes it, and one that takes it away.

import { MbcBodyMap, defineElement } from "mbc-body-map";

defineElement();
window.events = [];
const report = ({ type, detail }) => window.events.push([type, detail]);
const button = (id, press) => {
  const made = Object.assign(document.createElement("button"), { id, textContent: id });
  made.addEventListener("click", press);
  return made;
};

const guide = new MbcBodyMap();
Object.assign(guide, { lang: "en", theme: "dark", headingLevel: 3, deepLink: true, supportLabel: "Our line" });
// A page may have put the other files elsewhere.
guide.baseUrl = document.documentElement.dataset.files;
guide.innerHTML = '<p slot="welcome">Welcome.</p><p>Words of the page.</p>';
for (const name of ["mbc-ready", "mbc-select"]) guide.addEventListener(name, report);
document.getElementById("root").append(
  button("change", () => Object.assign(guide, { theme: "light", headingLevel: 1, deepLink: false })),
  button("remove", () => guide.remove()),
  guide,
);
