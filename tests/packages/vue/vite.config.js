// Vite, as its Vue template has it, and configured to know which elements are no components.

import vue from "@vitejs/plugin-vue";

const isCustomElement = (tag) => tag.startsWith("mbc-");
export default {
  base: "./",
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
};
