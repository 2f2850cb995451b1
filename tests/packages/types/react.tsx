// What React writes in its own way: the reference, class and style of the element.

import type { MbcBodyMap } from "mbc-body-map";
import { useRef } from "react";

export function Guide() {
  const guide = useRef<MbcBodyMap>(null);
  return (
    <>
      <mbc-body-map
        ref={guide}
        key="guide"
        className="wide"
        style={{ maxWidth: 900 }}
      />
      <button onClick={() => guide.current?.open("brain")}>brain</button>
    </>
  );
}
