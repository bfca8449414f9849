// Pages to which nobody has added anything carry the part of Leaflet that the page's code names, and no more.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const SRC = "src";
/** Only pages with elements of Folium's run this. */
const OF_THE_WHOLE = "boot/folium.ts";
const read = (path: string): string => readFileSync(join(SRC, path), "utf8");

test("every member of Leaflet that the code uses is in the part that pages carry", () => {
  const used = read("boot/leaflet_used.ts");
  const given = new Set(
    [...used.slice(used.indexOf("export default")).matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name),
  );
  assert.ok(given.size > 20);
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && path !== OF_THE_WHOLE,
  );
  for (const path of files) {
    // As a value: called, made anew, extended, or looked into; types are gone when it runs.
    for (const [, base, name = base] of read(path).matchAll(
      /(?:(?<=extends )L\.(\w+)|(?<!: )\bL\.(\w+)(?=\(|\.\w))/g,
    )) {
      assert.ok(given.has(name), `${path} uses L.${name}: add it to boot/leaflet_used.ts`);
    }
  }
});
