// webpack needs no setting for the element.

export default {
  mode: "production",
  entry: "./main.js",
  output: { filename: "main.js", clean: true },
  performance: false,
};
