// Shows the sample for Preact.

import { render } from "preact";
import { Guide } from "./Guide.jsx";

render(<Guide />, document.getElementById("root"));
