import assert from "node:assert/strict";
import test from "node:test";
import type { Bounds } from "../src/atlas/outlines";
import type { Position } from "../src/atlas/types";
import { crosses, traits, viewIndex } from "../src/map/in_view";
import { atlasOf } from "./helpers";

const BOX: Bounds = [60, 40, 70, 45];
const EVERYTHING: Bounds = [-180, -90, 180, 90];
const { features } = atlasOf([
  {
    id: "mill",
    kind: "site",
    precision: "exact",
    status: "operational",
    lon: 65,
    lat: 42,
    turns: [
      [0, "never_dated"],
      [20260331, "operational"],
    ],
  },
  { id: "far-mill", kind: "site", precision: "locality", status: "planned", lon: 50, lat: 50 },
  { id: "treaty", kind: "agreement", precision: "none", status: "operational" },
  { id: "post", kind: "crossing", precision: "exact", status: "suspended", lon: 70, lat: 40 },
  { id: "halt", kind: "station", precision: "locality", status: "planned", lon: 61, lat: 41 },
  // It crosses the box, though none of its corners lies in it.
  { id: "across", kind: "rail", status: "planned", line: [[5500000, 4200000, 2000000, 0]] },
  // The box around it holds the whole view, its course passes by.
  {
    id: "round",
    kind: "rail",
    status: "operational",
    geometry_kind: "generalised",
    line: [[5500000, 3900000, 0, 1000000, 2000000, 0]],
  },
]);

test("a line is in view where its course is, not where the box around it is", () => {
  const line = (...part: Position[]) => [part];
  assert.ok(crosses(line([55, 42], [75, 42]), BOX));
  assert.ok(crosses(line([59, 44], [61, 46]), BOX), "touching a corner");
  assert.ok(crosses(line([65, 42], [66, 43]), BOX), "inside");
  assert.ok(crosses(line([70, 30], [70, 50]), BOX), "along an edge");
  assert.ok(crosses([[[0, 0]], [[65, 42]]], BOX), "a part of one position");
  assert.ok(!crosses(line([58, 44], [61, 47.5]), BOX), "past a corner");
  assert.ok(!crosses(line([55, 39], [55, 50], [75, 50]), BOX));
  assert.ok(!crosses(line([61, 46], [69, 46]), BOX));
  assert.ok(!crosses([], BOX));
});

test("what has no place is never in view, wherever the map looks", () => {
  const find = viewIndex(features);
  assert.deepEqual(
    find(BOX).map(({ id }) => id),
    ["mill", "post", "halt", "across"],
  );
  assert.deepEqual(
    new Set(find(EVERYTHING).map(({ id }) => id)),
    new Set(features.map(({ id }) => id).filter((id) => id !== "treaty")),
  );
});

test("a feature shows what the legend explains of it, in its state on the date asked for", () => {
  const [mill, planned, , post, halt, across, round] = features;
  assert.deepEqual(traits(mill!, null), ["exact", "disc", "mark-running"]);
  assert.deepEqual(traits(planned!, null), ["locality", "disc", "mark-ahead"]);
  assert.deepEqual(traits(post!, null), ["exact", "pair", "mark-stopped"]);
  assert.deepEqual(traits(halt!, null), ["dot"]);
  assert.deepEqual(traits(across!, null), ["line-ahead", "schematic"]);
  assert.deepEqual(traits(round!, null), ["line-running", "generalised"]);
  assert.deepEqual(traits(mill!, "2020"), ["exact", "disc", "mark-unknown"]);
});

test("a hundred thousand places are gone through in less than a frame or two", () => {
  const n = 100_000;
  const many = atlasOf(
    Array.from({ length: n }, (_, i) => ({ id: `p${i}`, lon: 50 + (i % 300) / 10, lat: 36 + i / n })),
  );
  const find = viewIndex(many.features);
  find(EVERYTHING);
  const start = performance.now();
  assert.equal(find(EVERYTHING).length, n);
  assert.ok(performance.now() - start < 100);
});
