// Next.js, which writes the site as files.

export default { output: "export", distDir: "built", devIndicators: false };
