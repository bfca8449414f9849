// Bundles the page's code into geo/render/static/: its scripts and its style sheet, nothing left to fetch.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minify } from "terser";

const here = dirname(fileURLToPath(import.meta.url));

/**
 * `import L from "leaflet"`: all of it, or what our pages use, and its style sheet likewise. Leaflet tries a way of drawing that only Internet Explorer had and
 * catches the error; but to say where an error is, a browser reads the whole script once more, which took 60 ms.
 */
const leaflet = (isWhole) => ({
  name: "leaflet",
  setup(context) {
    const ours = `src/boot/${isWhole ? "leaflet" : "leaflet_used"}.ts`;
    context.onResolve({ filter: /^leaflet$/ }, () => ({ path: join(here, ours) }));
    if (!isWhole) leaveOut(context);
    context.onLoad({ filter: /leaflet-src\.esm\.js$|SVG\.VML\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace("document.namespaces.add(", "document.namespaces?.add(");
      if (contents === source) throw new Error(`${path}: no document.namespaces to mend`);
      return { contents };
    });
  },
});

/** What only Internet Explorer needs, markers that are dragged, and styles of pieces that no page of ours has. */
function leaveOut(context) {
  const nothing = join(here, "src/boot/leaflet_left_out.ts");
  context.onResolve({ filter: /\/(SVG\.VML|Marker\.Drag)(\.js)?$/ }, () => ({ path: nothing }));
  context.onLoad({ filter: /leaflet\.css$/ }, async ({ path }) => {
    const source = (await readFile(path, "utf8")).replace(/\/\*.*?\*\//gs, "");
    return { contents: withoutRules(source, UNUSED_STYLES), loader: "css" };
  });
}

const UNUSED_STYLES =
  /leaflet-(bar|control-(zoom|layers)|default-icon|div-icon|marker-shadow|shadow-pane|oldie|vml|popup-(close|scrolled)|attribution-flag)|lvml|::selection/;

/** A style sheet without the selectors that speak of something, and without the rules that have no other. */
function withoutRules(css, unused) {
  return css.replace(/([^{}]+)\{([^{}]*)\}/g, (_, selectors, body) => {
    const used = selectors.split(",").filter((selector) => !unused.test(selector));
    return used.length ? `${used.join(",")}{${body}}` : "";
  });
}

const shared = {
  absWorkingDir: here,
  bundle: true,
  target: "es2022",
  charset: "ascii",
  logLevel: "warning",
};

const minified = {
  ...shared,
  outdir: "../render/static",
  minify: true,
  legalComments: "none",
  loader: { ".png": "dataurl" },
};
const CREDIT = "/* Leaflet 1.9.4 (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade; BSD-2-Clause */";

/** The page, the page with all of Leaflet, and the small page: the name of its files, where it begins, all of Leaflet? */
const CUTS = [
  ["atlas", "src/main.ts", false],
  ["atlas-whole", "src/main.ts", true],
  ["atlas-small", "src/main_small.ts", false],
];

async function page() {
  for (const [name, entry, isWhole] of CUTS) {
    await build({
      ...minified,
      format: "iife",
      banner: { js: CREDIT },
      plugins: [leaflet(isWhole)],
      define: { IS_WHOLE: String(isWhole) },
      entryPoints: { [name]: entry },
    });
    await tighten(join(here, minified.outdir, `${name}.js`), isWhole);
  }
  await manyPage();
  // The editor's page, which a server on the reader's own machine hands out.
  await build({
    ...minified,
    format: "iife",
    banner: { js: CREDIT },
    plugins: [leaflet(true)],
    entryPoints: { editor: "src/editor/main.ts" },
  });
  await build({
    ...minified,
    format: "iife",
    entryPoints: {
      wait: "src/boot/wait.ts",
      loader: "src/boot/loader.ts",
      size_frame: "src/boot/size_frame.ts",
      size_host: "src/boot/size_host.ts",
      static: "src/css/static.css",
    },
  });
}

/** The page of very many places; what it runs in a worker is a text of its code, for a file may start no other. */
async function manyPage() {
  const worker = { entryPoints: ["src/many/names_worker.ts"], format: "iife", minify: true, write: false };
  const { outputFiles } = await build({ ...shared, ...worker });
  await build({
    ...minified,
    format: "iife",
    banner: { js: CREDIT },
    plugins: [leaflet(false)],
    define: { NAMES_WORKER: JSON.stringify(outputFiles[0].text) },
    entryPoints: { many: "src/many/main.ts" },
  });
  await tighten(join(here, minified.outdir, "many.js"), true);
}

/** esbuild leaves a twentieth of the packed code that terser does not; the page's budget of code needs it. */
async function tighten(path, isWhole) {
  const { code } = await minify(await readFile(path, "utf8"), {
    ecma: 2020,
    // Written shorter, methods and functions without `this` can no longer be called with `new`, and reading a property
    // does nothing else; nobody does otherwise.
    compress: { passes: 3, inline: 2, unsafe_methods: true, unsafe_arrows: true, pure_getters: true },
    // What Leaflet keeps to itself may be called anything where no script but ours reaches for it.
    mangle: { properties: !isWhole && { regex: /^_/ } },
    format: { ascii_only: true, preamble: CREDIT },
  });
  await writeFile(path, code);
}

async function tests() {
  await rm(join(here, ".test-build"), { recursive: true, force: true });
  const names = (await readdir(join(here, "test"))).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...shared,
    entryPoints: names.map((name) => `test/${name}`),
    outdir: ".test-build",
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
    external: ["leaflet"],
    sourcemap: "inline",
  });
}

await (process.argv.includes("--test") ? tests() : page());
