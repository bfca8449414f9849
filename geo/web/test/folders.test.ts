// Which folder may import which stands in docs/architecture.md; here it is held against the code.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import test from "node:test";

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const sources = files("src").filter((path) => path.endsWith(".ts"));
const folderOf = (path: string): string => (path.split("/").length > 2 ? path.split("/")[1]! : "main.ts");
const panelOf = (path: string): string | undefined => /^src\/panels\/(\w+)\//.exec(path)?.[1];

interface Import {
  readonly from: string;
  readonly to: string;
}
const imports: Import[] = sources.flatMap((from) =>
  // Types of the catalogues' keys come from the built catalogue, which is no folder of the page.
  [...readFileSync(from, "utf8").matchAll(/(?:from|^import) "(\.[^"]+)(?<!\.json)"/gm)].map(([, to]) => ({
    from,
    to: normalize(join(dirname(from), to!)),
  })),
);

/** Rows of the table: the folder, and what it may import. */
const rows = new Map(
  [...readFileSync("../../docs/architecture.md", "utf8").matchAll(/^\| `([\w.]+)\/?` \| [^|]+ \| ([^|]*) \|$/gm)].map(
    ([, folder, may]) => [folder!, new Set([...may!.matchAll(/`(\w+)`/g)].map(([, name]) => name!))],
  ),
);

test("every folder of the page has its row in the table of folders", () => {
  assert.deepEqual([...new Set(sources.map(folderOf))].sort(), [...rows.keys()].sort());
  assert.ok(imports.length > sources.length);
});

test("a folder imports only what the table lets it", () => {
  const wrong = imports.filter(({ from, to }) => {
    const [own, other] = [folderOf(from), folderOf(to)];
    // what lies outside of src is a table that Python reads too
    return to.startsWith("src/") && own !== other && other !== "css" && !rows.get(own)?.has(other);
  });
  assert.deepEqual(wrong, []);
});

test("what the table lets a folder import lies above it", () => {
  const order = [...rows.keys()];
  for (const [folder, may] of rows) {
    for (const name of may) assert.ok(order.indexOf(name) < order.indexOf(folder), `${folder} -> ${name}`);
  }
});

test("no panel imports another panel", () => {
  const between = imports.filter(({ from, to }) => panelOf(from) && panelOf(to) && panelOf(from) !== panelOf(to));
  assert.deepEqual(between, []);
});

test("nothing but the page's own start is imported from main.ts", () => {
  assert.deepEqual(
    imports.filter(({ to }) => to === "src/main"),
    [],
  );
});

test("panels, the card and the leaves look for nothing in the whole page", () => {
  const looking = sources.filter(
    (path) =>
      /^src\/(panels|card|charts|parts)\//.test(path) &&
      /document\.(querySelector|getElement)|closest(<[^>]*>)?\("\.app/.test(readFileSync(path, "utf8")),
  );
  assert.deepEqual(looking, []);
});
