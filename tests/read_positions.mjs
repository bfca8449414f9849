// The page's reader of positions, asked from Python: texts as JSON on stdin, its answers on stdout.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { build } from "../geo/web/node_modules/esbuild/lib/main.js";

const folder = await mkdtemp(join(tmpdir(), "positions-"));
const outfile = join(folder, "coordinate.mjs");
await build({
  entryPoints: [join(import.meta.dirname, "../geo/web/src/atlas/coordinate.ts")],
  bundle: true,
  format: "esm",
  outfile,
});
const { learn, read } = await import(pathToFileURL(outfile));
learn(JSON.parse(await readFile(join(import.meta.dirname, "../geo/coordinates/notation.json"), "utf8")));
const texts = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(texts.map((typed) => read(typed))));
await rm(folder, { recursive: true });
