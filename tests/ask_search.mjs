// The page's search over the real data, asked from Python: both data blocks and queries as JSON on stdin, for each query
// the ids found, best first, whether they are only similar, what explains them, and every id that holds the words, on
// stdout.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { build } from "../geo/web/node_modules/esbuild/lib/main.js";

const folder = await mkdtemp(join(tmpdir(), "search-"));
const source = join(import.meta.dirname, "../geo/web/src");
const bundled = async (name) => {
  const outfile = join(folder, `${name.replaceAll("/", "-")}.mjs`);
  await build({ entryPoints: [join(source, `${name}.ts`)], bundle: true, format: "esm", outfile });
  return import(pathToFileURL(outfile));
};
const { decode } = await bundled("atlas/decode");
const { createSearch } = await bundled("ask/search/search");
const { first, rest, queries } = JSON.parse(await text(process.stdin));
const atlas = decode(first);
atlas.add(rest);
const search = createSearch(atlas);
const answers = queries.map(([query, lang]) => {
  const { hits, areSimilar } = search.find(query, { lang, limit: 12 });
  const holding = search.matching(query);
  const held = holding && [...holding].map((row) => atlas.features[row].id);
  return { ids: hits.map(({ feature }) => feature.id), areSimilar, told: hits.map((hit) => hit.text), held };
});
process.stdout.write(JSON.stringify(answers));
await rm(folder, { recursive: true });
