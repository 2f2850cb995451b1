// What Solid writes in its own way: the reference, class and style of the element, and events with `on:`.

import type { MbcBodyMap } from "mbc-body-map";

export function Guide() {
  let guide: MbcBodyMap | undefined;
  return (
    <>
      <mbc-body-map
        ref={guide}
        class="wide"
        style={{ "max-width": "900px" }}
        on:mbc-ready={({ detail }) => console.log(detail.engine === "wasm")}
        on:mbc-error={({ detail }) => console.log(detail.code === "http")}
        on:mbc-select={({ detail }) => console.log(detail.kind === "site")}
      />
      <button onClick={() => guide?.open("brain")}>brain</button>
    </>
  );
}
