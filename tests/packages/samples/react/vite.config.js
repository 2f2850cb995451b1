// Vite, as its React template has it.

import react from "@vitejs/plugin-react";

export default { plugins: [react()] };
