// Bundles the page's code into geo/render/static/: its scripts and its style sheet, nothing left to fetch.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** `import path from "….svg"`: the outline of a one-colour icon, as the text of its `d` attributes. */
const iconOutlines = {
  name: "icon-outlines",
  setup(context) {
    context.onLoad({ filter: /\.svg$/ }, async ({ path }) => {
      const svg = await readFile(path, "utf8");
      const outlines = [...svg.matchAll(/\sd="([^"]+)"/g)].map((match) =>
        match[1].replace(/(\s|&#x[0-9A-Fa-f]+;)+/g, " "),
      );
      if (!outlines.length) throw new Error(`${path} holds no path`);
      return { contents: `export default ${JSON.stringify(outlines.join(""))}`, loader: "js" };
    });
  },
};

/**
 * `import L from "leaflet"`: ours in `src/leaflet.ts`. Leaflet tries a way of drawing that only Internet Explorer had and
 * catches the error; but to say where an error is, a browser reads the whole script once more, which took 60 ms.
 */
const leaflet = {
  name: "leaflet",
  setup(context) {
    context.onResolve({ filter: /^leaflet$/ }, () => ({ path: join(here, "src/leaflet.ts") }));
    context.onLoad({ filter: /leaflet-src\.esm\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace("document.namespaces.add(", "document.namespaces?.add(");
      if (contents === source) throw new Error(`${path}: no document.namespaces to mend`);
      return { contents };
    });
  },
};

const shared = {
  absWorkingDir: here,
  bundle: true,
  target: "es2022",
  charset: "ascii",
  logLevel: "warning",
  plugins: [iconOutlines],
};

const minified = {
  ...shared,
  outdir: "../render/static",
  minify: true,
  legalComments: "none",
  loader: { ".png": "dataurl" },
};
const CREDIT = "/* Leaflet 1.9.4 (c) 2010-2023 Vladimir Agafonkin, (c) 2010-2011 CloudMade; BSD-2-Clause */";

/** The text of a module as a function that is called at once: modules inside one page could not import each other. */
function called(module) {
  const body = module
    .replace(/^import\{([^}]*)\}from"[^"]*";/, (_, names) => `const{${names.replaceAll(" as ", ":")}}=kzuzLent;`)
    .replace(/export\{([^}]*)\};\s*$/, (_, names) => `return{${names.replace(/([^,]+) as ([^,]+)/g, "$2:$1")}};`);
  if (/^import\b|\bexport\{/.test(body)) throw new Error("esbuild writes modules in another way now");
  return `(()=>{"use strict";${body}})();`;
}

/** Two scripts: `atlas.js` draws the first view, `panels.js` is the rest and borrows from it what both need. */
async function code() {
  const { outputFiles } = await build({
    ...minified,
    format: "esm",
    splitting: true,
    chunkNames: "lent",
    write: false,
    plugins: [leaflet, iconOutlines],
    entryPoints: { atlas: "src/main.ts", panels: "src/panels.ts" },
  });
  const made = Object.fromEntries(outputFiles.map(({ path, text }) => [basename(path), text]));
  const { "lent.js": lent, "atlas.js": atlas, "panels.js": panels, ...styles } = made;
  const scripts = {
    "atlas.js": `${CREDIT}\nconst kzuzLent=${called(lent)}${called(atlas)}\n`,
    "panels.js": `${called(panels)}\n`,
  };
  const folder = join(here, minified.outdir);
  await mkdir(folder, { recursive: true });
  await Promise.all(
    Object.entries({ ...scripts, ...styles }).map(([name, text]) => writeFile(join(folder, name), text)),
  );
}

async function page() {
  await code();
  await build({
    ...minified,
    format: "iife",
    entryPoints: { wait: "src/wait.ts", loader: "src/loader.ts", static: "src/css/static.css" },
  });
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
