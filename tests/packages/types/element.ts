// Uses every property, method and event of the element as TypeScript; what is marked must be refused.

import type { MbcErrorDetail, MbcReadyDetail, MbcSelectDetail } from "mbc-body-map";
import { MbcBodyMap, defineElement } from "mbc-body-map";
import { MbcBodyMap as Same } from "mbc-body-map/define";

const guide: MbcBodyMap = document.createElement("mbc-body-map");
const found: Same | null = document.querySelector("mbc-body-map");
const made: HTMLElement = new MbcBodyMap();
const defined: CustomElementConstructor | undefined = defineElement("other-map", customElements);
document.body.append(guide, made, ...(found ? [found] : []), String(defined));

guide.lang = "es-MX";
guide.site = "liver";
guide.sections = "map help";
guide.theme = "dark";
guide.headingLevel = 3;
guide.headingLevel = "1";
guide.careTeamPhone = "555 0100";
guide.careTeamHours = "always";
guide.supportPhone = "555 0200";
guide.supportLabel = "Our line";
guide.supportUrl = "https://example.org/";
guide.emergency = "112";
guide.loading = "eager";
guide.engine = "js";
guide.baseUrl = "/files/";
guide.deepLink = true;
guide.site = null;
const read: (string | null)[] = [
  guide.lang, guide.site, guide.sections, guide.theme, guide.headingLevel, guide.careTeamPhone, guide.careTeamHours, guide.supportPhone,
  guide.supportLabel, guide.supportUrl, guide.emergency, guide.loading, guide.engine, guide.baseUrl,
];
const deep: boolean = guide.deepLink;
// @ts-expect-error There is no such place.
guide.site = "foot";
// @ts-expect-error There is no such theme.
guide.theme = "sepia";
// @ts-expect-error There is no such level.
guide.headingLevel = 4;
// @ts-expect-error It starts lazily or eagerly.
guide.loading = true;
// @ts-expect-error It is there or not.
guide.deepLink = "yes";
// @ts-expect-error There is no such engine.
guide.engine = "java";

guide.open("liver");
guide.close();
guide.print();
const ready: Promise<void> = guide.ready;
guide.open("her2-positive");
const state: "loading" | "ready" | "error" = guide.state;
// @ts-expect-error It says so itself.
guide.state = "ready";
// @ts-expect-error Nobody else says when it is ready.
guide.ready = Promise.resolve();
// @ts-expect-error There is no such method.
guide.toggle();

guide.addEventListener("mbc-select", function (event) {
  const { kind, id, open }: MbcSelectDetail = event.detail;
  const same: MbcBodyMap = this;
  console.log(kind === "site", id, open, same);
  // @ts-expect-error There is no such kind.
  console.log(kind === "term");
  // @ts-expect-error What is ticked is told to nobody.
  console.log(event.detail.ticked);
});
document.addEventListener("mbc-ready", ({ detail }) => {
  const { version, lang, engine }: MbcReadyDetail = detail;
  console.log(version, lang, engine === "wasm");
});
guide.addEventListener("mbc-error", ({ detail }) => {
  const { code, message }: MbcErrorDetail = detail;
  console.log(code === "timeout", message);
});
// @ts-expect-error It does not bubble, so a page cannot hear it of all elements.
document.addEventListener("mbc-select", ({ detail }) => console.log(detail));
const listener = (event: CustomEvent<MbcSelectDetail>) => console.log(event.detail.id);
guide.addEventListener("mbc-select", listener, { once: true });
guide.removeEventListener("mbc-select", listener);
guide.addEventListener("click", (event) => console.log(event.clientX));

export { deep, read, ready };
