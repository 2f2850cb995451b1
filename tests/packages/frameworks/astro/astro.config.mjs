// Astro, as a new project has it.

export default { outDir: "./built", devToolbar: { enabled: false } };
