// How an app tests a page of its own that holds the guide, with Vitest in jsdom or happy-dom: no layout, no WebAssembly, and
// in jsdom no style sheets. The words that the app put inside the element stand, and nothing throws or is reported.

import { expect, test } from "vitest";
import "mbc-body-map/define";

test("a page with the guide shows the words inside it", async () => {
  document.body.innerHTML = `<main><h1>Clinic</h1><mbc-body-map lang="en"><p>In an emergency call 911.</p></mbc-body-map></main>`;
  const guide = document.querySelector("mbc-body-map");
  expect(document.body.textContent).toContain("In an emergency call 911.");
  expect(["loading", "error"]).toContain(guide.state);
  guide.lang = "es";
  guide.site = "liver";
  expect(guide.getAttribute("site")).toBe("liver");
  guide.open("liver");
  guide.close();
  // What it has to say comes in a later task.
  await new Promise((done) => setTimeout(done, 50));
  guide.remove();
  document.body.append(guide);
  expect(guide.outerHTML).toBe(`<mbc-body-map lang="es" site="liver"><p>In an emergency call 911.</p></mbc-body-map>`);
});
