// Takes over what the server printed: at once, or after a visitor has used the guide.

import "mbc-body-map/define";
import { hydrateRoot } from "react-dom/client";
import { Guide } from "./guide.jsx";

window.events = [];
window.faults = [];
const report = (name, detail) => window.events.push([name, detail]);
const root = document.getElementById("root");
window.hydrate = (props) => {
  window.root = hydrateRoot(root, <Guide {...props} report={report} />, {
    onRecoverableError: (error) => window.faults.push(error.message),
  });
};
