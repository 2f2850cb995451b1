// The element in a component that is printed by a server: attributes only, and a listener put on by hand where asked.

import { useEffect, useRef } from "react";

export function Guide({ report = () => {}, byHand = false, later = false, ...more }) {
  const guide = useRef(null);
  useEffect(() => {
    if (!byHand) return;
    const listener = ({ type, detail }) => report(type, detail);
    const element = guide.current;
    element.addEventListener("mbc-select", listener);
    return () => element.removeEventListener("mbc-select", listener);
  });
  return (
    <mbc-body-map
      ref={guide}
      lang="en"
      theme={later ? "light" : "dark"}
      heading-level={3}
      onmbc-select={byHand ? undefined : ({ type, detail }) => report(type, detail)}
      {...more}
    >
      <p>Words of the page.</p>
    </mbc-body-map>
  );
}
