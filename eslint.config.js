// The lint rules of all JavaScript here: what ships (www/, wordpress/) runs in a browser, everything else in Node.
// Rules about layout are left to Prettier.

import js from "@eslint/js";
import wc from "eslint-plugin-wc";
import globals from "globals";

export default [
  { ignores: ["**/node_modules/", "dist/", "pkg/", "target/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
      "no-implicit-globals": "error",
      "no-shadow-restricted-names": "error",
      "no-unused-expressions": "off",
    },
  },
  {
    files: ["www/**/*.js", "wordpress/**/*.js", "xtask/src/serve/*.js"],
    plugins: { wc },
    rules: {
      ...wc.configs["flat/best-practice"].rules,
      "max-lines-per-function": ["error", { max: 100, skipBlankLines: true, skipComments: true }],
    },
    languageOptions: {
      // These are filled in by the build.
      globals: {
        ...globals.browser,
        VERSION: "readonly",
        PLACES: "readonly",
        LANGUAGES: "readonly",
        STUDIO_WASM: "readonly",
        STUDIO_INTEGRITY: "readonly",
      },
    },
  },
  {
    files: ["tests/**/*.{js,jsx,mjs}", "bench/**/*.{js,jsx,mjs}", "examples/**/*.{js,mjs}", "xtask/**/*.mjs"],
    languageOptions: {
      // Functions given to `page.evaluate` run in the browser.
      globals: { ...globals.node, ...globals.browser },
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
  },
];
