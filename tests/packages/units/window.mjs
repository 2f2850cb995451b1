// Defines, makes and removes the element in a window of jsdom whose globals are set by hand, as older test setups do it:
// `node window.mjs jsdom`. Prints what was thrown, reported or said.

const { JSDOM, VirtualConsole } = await import(process.argv[2]);
const said = [];
process.on("uncaughtException", (error) => said.push(`uncaught: ${error.message}`));
process.on("unhandledRejection", (error) => said.push(`unhandled: ${error?.message}`));
const console = new VirtualConsole();
console.on("jsdomError", (error) => said.push(error.message));
const { window } = new JSDOM(`<!doctype html><html lang="en"><body></body></html>`, { virtualConsole: console });
for (const name of ["window", "document", "HTMLElement", "customElements", "MutationObserver", "getComputedStyle"])
  globalThis[name] = name === "window" ? window : window[name];

const { defineElement } = await import("mbc-body-map");
await import("mbc-body-map/define");
for (const make of [
  () => defineElement("other-guide"),
  () => window.document.createElement("mbc-body-map"),
  () => (window.document.body.innerHTML = `<mbc-body-map loading="eager"><p>Words</p></mbc-body-map>`),
  () => window.document.querySelector("mbc-body-map").open("liver"),
  () => window.document.body.append(window.document.querySelector("mbc-body-map").cloneNode(true)),
  () => window.document.querySelector("mbc-body-map").remove(),
]) {
  make();
  await new Promise((done) => setTimeout(done, 20));
}
if (!window.document.body.textContent.includes("Words")) said.push("the words are gone");
process.stdout.write(JSON.stringify(said));
process.exit(0);
