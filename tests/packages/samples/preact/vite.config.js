// Vite with the JSX of Preact.

export default { oxc: { jsx: { importSource: "preact" } } };
