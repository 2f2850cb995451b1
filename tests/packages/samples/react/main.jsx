// Shows the sample for React.

import { createRoot } from "react-dom/client";
import { Guide } from "./Guide.jsx";

createRoot(document.getElementById("root")).render(<Guide />);
