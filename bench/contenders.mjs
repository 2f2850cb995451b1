// Who is measured, how each is made, and the page that shows it.
//
// All contenders have the same place on the page with the same words in it until they are there, the same style sheet,
// and a shadow root; all load a script, which loads the words of one language. Each tells `mbc-ready` once its elements
// stand in the page.

import { mkdir, readFile, readdir } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { project } from "../tests/page/page.mjs";

/** Where everything of the bench is made; `x1`, `x4` and `x16` hold what belongs to that much content. */
export const PLACE = project("target/bench");

const widget = (attributes) => ({
  host: `<mbc-body-map class="guide" loading="eager" ${attributes}>`,
  end: "</mbc-body-map>",
  script: (folder) => `/${folder}/dist/mbc-body-map.js`,
});
const made = (script) => ({ host: '<div class="guide">', end: "</div>", script: (folder) => `/${folder}/${script}` });

/** By name. `ships` are patterns of the files that a visitor downloads. */
export const CONTENDERS = {
  wasm: {
    name: "widget",
    ...widget(""),
    ships: [/^dist\/mbc-body-map\.js$/, /^dist\/mbc-body-map-.*\.wasm$/, /^dist\/mbc-body-map\.en-.*\.pack$/],
  },
  js: {
    name: "widget, JavaScript engine",
    ...widget('engine="js"'),
    ships: [/^dist\/mbc-body-map\.js$/, /^dist\/mbc-body-map-.*\.js$/, /^dist\/mbc-body-map\.en-.*\.pack$/],
  },
  react: { name: "React", ...made("react.js"), ships: [/^react\.js$/, /^en\.json$/] },
  turns: { name: "React, closed rows later", ...made("react.js?turns"), ships: [/^react\.js$/, /^en\.json$/] },
  floor: { name: "floor", ...made("floor.js"), ships: [/^floor\.js$/, /^en\.html$/] },
};

/** Bundles what is not the widget, for one amount of content. */
export async function bundle(folder) {
  const style = await readFile(`${folder}/style.css`, "utf8");
  const html = await readFile(`${folder}/en.html`, "utf8");
  const drawing = html.match(/<svg id="drawing".*?<\/svg>(?=<\/div>)/s)?.[0];
  if (!drawing)
    throw new Error(`${folder}/en.html has no drawing: look at \`figure\` in src/view/figure.rs, which prints it`);
  const virtual = {
    "bench:style": { contents: style, loader: "text" },
    "bench:drawing": { contents: `export default () => ${jsx(drawing)};`, loader: "jsx" },
  };
  const plugin = {
    name: "bench",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^bench:/ }, ({ path }) => ({ path, namespace: "bench" }));
      onLoad({ filter: /.*/, namespace: "bench" }, ({ path }) => ({ ...virtual[path], resolveDir: PLACE }));
    },
  };
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: { react: project("bench/react/main.jsx"), floor: project("bench/floor.js") },
    outdir: folder,
    plugins: [plugin],
    nodePaths: [`${PLACE}/node_modules`],
    bundle: true,
    minify: true,
    format: "esm",
    jsx: "automatic",
    legalComments: "none",
    // What the widget is built for; the floor awaits at the top.
    target: ["chrome111", "firefox121", "safari16.4"],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
  });
}

/** The drawing as SVGR would write it: attributes in React's names. */
const jsx = (svg) =>
  svg
    .replace(/ class="/g, ' className="')
    .replace(/ ([a-z]+)-([a-z])([a-z]*)="/g, (whole, first, initial, rest) =>
      /^(aria|data)$/.test(first) ? whole : ` ${first}${initial.toUpperCase()}${rest}="`,
    );

/** Raw and brotli bytes of what a visitor downloads. */
export async function bytes(name, folder) {
  const files = await readdir(folder, { recursive: true });
  const sizes = { raw: 0, brotli: 0 };
  for (const pattern of CONTENDERS[name].ships) {
    const found = files.filter((file) => pattern.test(file));
    if (found.length !== 1)
      throw new Error(
        `${name} ships ${found.length} files like ${pattern}, not one: look at \`ships\` in bench/contenders.mjs`,
      );
    const text = await readFile(`${folder}/${found[0]}`);
    sizes.raw += text.length;
    sizes.brotli += brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }).length;
  }
  return sizes;
}

/**
 * The page of a contender, or with no name the same page without one. `instances` places; `words` stand in each until
 * it is there. What happens is kept in `window.bench`.
 */
export function page(name, folder, words, instances = 1) {
  const contender = CONTENDERS[name];
  const places = contender ? `${contender.host}${words}${contender.end}\n`.repeat(instances) : words;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<style>body { margin: 1rem; font: 1rem system-ui, sans-serif }</style>
<body><h1>A page about something</h1><p>Words of the page’s author.</p>
<script>(${observe})(${contender ? instances : 0})</script>
${contender ? `<script type="module" src="${contender.script(folder)}"></script>` : ""}
${places}<p>More words of the page’s author.</p></body></html>`;
}

/** Runs in the page, before the contender's script. */
function observe(instances) {
  const bench = (window.bench = { shift: 0, tasks: [], from: performance.now() });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (bench.shift += entry.value))).observe({
    type: "layout-shift",
    buffered: true,
  });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.tasks.push({ from: startTime, duration });
  }).observe({ type: "longtask", buffered: true });
  // No protocol counts the memory of WebAssembly.
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    bench.memory = made.instance.exports.memory;
    return made;
  };
  /**
   * Runs something right after the frame was painted, before other tasks that wait: a message would come after all slices
   * of whoever builds in slices, since what `scheduler.yield` continues goes before it.
   */
  const afterFrame = (run) => scheduler.postTask(run, { priority: "user-blocking" });
  /** Resolves after the frame in which it is called, or the next, was painted. */
  bench.painted = () => new Promise((done) => requestAnimationFrame(() => afterFrame(() => done(performance.now()))));
  /** Resolves when the page has nothing to do, as while somebody reads; what was planned for such a time is done. */
  bench.idle = () => new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)));
  const guides = () => [...document.querySelectorAll(".guide")];
  const isShown = ({ shadowRoot }) => {
    const last = [...(shadowRoot?.querySelectorAll(".row") ?? [])].at(-1);
    return last?.checkVisibility({ visibilityProperty: true }) && shadowRoot.getElementById("frame").offsetHeight > 0;
  };
  /** The first screen of every guide is painted: head, figure, all rows and signs. */
  bench.shown = new Promise((done) => {
    const look = () => {
      if (guides().length === instances && guides().every(isShown)) afterFrame(() => done(performance.now()));
      else requestAnimationFrame(look);
    };
    if (instances) requestAnimationFrame(look);
    else done(bench.from);
  });
  /** All of every guide is there, closed rows too, and painted. */
  bench.whole = new Promise((done) => {
    let missing = instances;
    const count = () => --missing > 0 || bench.painted().then(done);
    if (instances) addEventListener("mbc-ready", count);
    else done(bench.from);
  });
  /** When that was, and what kept the page busy from the script's beginning until then and after that. */
  bench.start = async () => {
    const [shown, whole] = await Promise.all([bench.shown, bench.whole]);
    await bench.idle();
    const phase = (from, to) => {
      const tasks = bench.tasks.filter((task) => task.from + task.duration > from && task.from < to);
      const longest = Math.max(0, ...tasks.map((task) => task.duration));
      return { longest, blocked: tasks.reduce((sum, task) => sum + task.duration - 50, 0) };
    };
    return {
      shown: shown - bench.from,
      whole: whole - bench.from,
      first: phase(bench.from, shown),
      rest: phase(shown, whole),
      all: phase(bench.from, whole),
    };
  };
  bench.root = () => document.querySelector(".guide").shadowRoot;
  /** From a press to what it shows painted. It begins with a frame, so that no time is spent waiting for one. */
  bench.press = (selector) =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const from = performance.now();
        bench.root().querySelector(selector).click();
        afterFrame(() => done(performance.now() - from));
      }),
    );
  const length = () => bench.root().getElementById("frame").textContent.length;
  /** Resolves when the words have not changed for a while. */
  bench.calm = async () => {
    for (let before, same = 0; same < 10; before = length()) {
      await bench.idle();
      same = before === length() ? same + 1 : 0;
    }
  };
  /**
   * From a press on the other language, which has this code, to its words in view painted, and until all are there, which
   * are so many characters.
   */
  bench.language = (code, characters) =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const from = performance.now();
        bench.root().querySelector("#lang-other").click();
        let shown;
        const look = () => {
          if (bench.root().getElementById("mbc")?.lang !== code) return requestAnimationFrame(look);
          afterFrame(() => {
            shown ??= performance.now() - from;
            if (length() === characters) done({ shown, whole: performance.now() - from });
            else requestAnimationFrame(look);
          });
        };
        requestAnimationFrame(look);
      }),
    );
  /** What is there, to be compared. */
  bench.there = (selector) => {
    const root = bench.root();
    return {
      rows: root.querySelectorAll("details").length,
      boxes: root.querySelectorAll("input").length,
      shapes: root.querySelectorAll("#drawing *").length,
      elements: root.querySelectorAll("*").length,
      words: root.getElementById("frame").textContent.length,
      panel: root.querySelector(selector).parentElement.textContent.length,
      open: root.querySelectorAll("details[open]").length,
    };
  };
}
