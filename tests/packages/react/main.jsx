// A page of React: the element, a button that changes what it is given, and one that takes it away.

import "mbc-body-map/define";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { Guide } from "./guide.jsx";

window.events = [];
const report = (name, detail) => window.events.push([name, detail]);

function Page() {
  const [later, setLater] = useState(false);
  const [gone, setGone] = useState(false);
  return (
    <>
      <button id="change" onClick={() => setLater(true)}>
        change
      </button>
      <button id="remove" onClick={() => setGone(true)}>
        remove
      </button>
      {gone || <Guide later={later} report={report} />}
    </>
  );
}

createRoot(document.getElementById("root")).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
