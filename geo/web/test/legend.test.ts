import assert from "node:assert/strict";
import test from "node:test";
import type { Context } from "../src/ask/context";
import type { SectorId } from "../src/atlas/types";
import { traits } from "../src/map/in_view";
import {
  KEY,
  sectorCounts,
  sectorsOnMap,
  seenTraits,
  shownCounts,
  switched,
  themeSwitch,
  themesOf,
} from "../src/panels/legend/data";
import { atlasOf } from "./helpers";

const sector = (id: SectorId, theme: "economy" | "water") => ({ id, theme, color: "#111", icon: "circle", name: {} });
const atlas = atlasOf(
  [
    { id: "mill", sector: 0, precision: "exact", status: "operational", lon: 69, lat: 41 },
    { id: "bank", sector: 1, precision: "region", status: "planned", lon: 65, lat: 42 },
    { id: "stop", sector: 0, kind: "station", precision: "exact", lon: 66, lat: 42 },
    { id: "treaty", sector: 2, precision: "none", status: "operational" },
  ],
  {
    words: { sector: ["industry", "finance", "water"] },
    sectors: [sector("industry", "economy"), sector("finance", "economy"), sector("water", "water")],
    themes: ["water", "economy"],
  },
);
const groups = { industry: {}, finance: {} } as Context["groups"];
const sectors = sectorsOnMap({ atlas, groups });
const [economy] = themesOf(atlas, sectors);

test("the legend names the sectors that are on the map, by theme, and no theme without any", () => {
  assert.deepEqual(
    themesOf(atlas, sectors).map(({ id, sectors }) => [id, ...sectors.map((one) => one.id)]),
    [["economy", "industry", "finance"]],
  );
});

test("switching some sectors leaves the others as they are", () => {
  const off = new Set<SectorId>(["water"]);
  assert.deepEqual([...switched(off, ["industry", "finance"], false)], ["water", "industry", "finance"]);
  assert.deepEqual([...switched(new Set<SectorId>(["water", "industry"]), ["industry"], true)], ["water"]);
  assert.deepEqual([...off], ["water"], "what was chosen before is not changed");
});

test("a theme's switch stands between when only some of its sectors are on", () => {
  const stand = (...off: SectorId[]) => Object.values(themeSwitch(economy!, new Set(off)));
  assert.deepEqual(stand(), [true, false]);
  assert.deepEqual(stand("finance"), [false, true]);
  assert.deepEqual(stand("finance", "industry", "water"), [false, false]);
});

test("a sector with nothing shown is left out of a small legend", () => {
  const counted = sectorCounts(atlas.sectors, atlas.features).map(({ sector, n }) => [sector.id, n]);
  assert.deepEqual(counted, [
    ["industry", 2],
    ["finance", 1],
    ["water", 1],
  ]);
  assert.deepEqual(
    sectorCounts(sectors, [atlas.features[1]!]).map(({ sector }) => sector.id),
    ["finance"],
  );
});

test("what is shown is counted, and what of it is on the map", () => {
  assert.deepEqual(shownCounts(atlas.features, Uint8Array.of(1, 1, 0, 1)), { n: 3, onMap: 2 });
});

test("what is hidden or too small to be drawn does not count as seen", () => {
  const drawn = { visible: Uint8Array.of(1, 0, 1, 1), time: null, selected: null, zoom: 5 };
  assert.deepEqual(seenTraits(atlas.features.slice(0, 3), drawn), new Set(["exact", "disc", "mark-running"]));
  assert.ok(seenTraits(atlas.features, { ...drawn, selected: "stop" }).has("dot"));
  assert.ok(seenTraits(atlas.features, { ...drawn, zoom: 8 }).has("dot"));
});

test("the key explains each trait once, and every one that a feature can show", () => {
  const explained = KEY.flatMap(({ rows }) => rows.map(({ trait }) => trait));
  assert.equal(new Set(explained).size, explained.length);
  for (const precision of ["exact", "locality", "region", "country"]) assert.ok(explained.includes(precision));
  const line = atlasOf([
    { id: "l", kind: "rail", geometry_kind: "schematic", status: "suspended", line: [[0, 0, 1, 1]] },
  ]);
  for (const trait of traits(line.features[0]!, null)) assert.ok(explained.includes(trait), trait);
});
