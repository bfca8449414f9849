import assert from "node:assert/strict";
import test from "node:test";
import { grouped, placeCodes, since, sorted } from "../src/ask/rows";
import { atlasOf } from "./helpers";

const atlas = atlasOf(
  [
    { id: "b", name_en: "Phase 10", sector: "water", regions: ["UZ-TK"], cost_usd: 5e6 },
    { id: "a", name_en: "Phase 2", sector: "energy", regions: ["KZ-75", "UZ-TK"], cost_usd: 2e9 },
    { id: "c", name_en: "Älga", sector: "water", countries: ["KZ"], events: [[{ date: "2024", kind: 0 }]] },
    { id: "d", name_en: "Zeta", sector: "energy" },
  ].map((row) => ({ ...row, sector: row.sector === "energy" ? 0 : 1 })) as never,
  {
    words: { sector: ["energy", "water"], event: ["opening"], status: ["proposed"], kind: ["site"] },
    sectors: [
      { id: "energy", theme: "energy", color: "#000000", icon: "x", name: { en: "Energy" } },
      { id: "water", theme: "water", color: "#000000", icon: "x", name: { en: "Water" } },
    ],
    places: { "KZ-75": { en: "Almaty" }, "UZ-TK": { en: "Tashkent" }, KZ: { en: "Kazakhstan" } },
  } as never,
);
const ids = (features: readonly { id: string }[]) => features.map(({ id }) => id).join("");
const by = (name: Parameters<typeof sorted>[2]["by"], descending = false) =>
  ids(sorted(atlas, atlas.features, { by: name, descending }, "en"));

test("names sort by the alphabet and numbers in them as numbers", () => {
  assert.equal(by("name"), "cabd");
  assert.equal(by("name", true), "dbac");
  assert.equal(by("given"), "bacd");
});

test("what has no value comes last both ways", () => {
  assert.equal(by("cost"), "bacd");
  assert.equal(by("cost", true), "abcd");
});

test("a thing in two regions stands under both, one without any comes last", () => {
  const groups = grouped(atlas, atlas.features, "region", "en");
  assert.deepEqual(
    groups.map(({ key, features }) => [key, ids(features)]),
    [
      ["KZ", "c"],
      ["KZ-75", "a"],
      ["UZ-TK", "ba"],
      ["", "d"],
    ],
  );
  assert.deepEqual(
    grouped(atlas, atlas.features, "sector", "en").map(({ key }) => key),
    ["energy", "water"],
  );
  assert.equal(grouped(atlas, [], "none", "en").length, 0);
  assert.deepEqual(placeCodes(atlas.features[3]!), []);
  assert.equal(since(atlas.features[3]!), null);
});
