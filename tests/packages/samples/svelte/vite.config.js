// Vite, as its Svelte template has it.

import { svelte } from "@sveltejs/vite-plugin-svelte";

export default { plugins: [svelte()] };
