import assert from "node:assert/strict";
import test from "node:test";
import { border, boundsAround, boundsOf, drawnRegions, regionAt, ringsOf, townPosition } from "../src/atlas/outlines";
import type { Basemap } from "../src/atlas/types";

const basemap: Basemap = {
  scale: 100,
  countries: [{ iso: "KZ", part: [[6000, 4000, 500, 0, 0, 500]] }],
  admin1: [
    {
      iso: "KZ-61",
      part: [
        [6700, 4200, 100, 0, 0, 100],
        [6900, 4400, 50, 50],
      ],
    },
    { iso: "UZ-TO", part: [[6900, 4100, 100, 10]] },
  ],
  borders: [{ line: [[6600, 4100, 100, 100]], kz_uz: true }, { line: [[5000, 3700, 1, 1]] }],
  cities: [{ name: { en: "Tashkent" }, lon: 6928, lat: 4131 }],
};

test("the outline of a region or a country comes in degrees, ring by ring", () => {
  assert.deepEqual(ringsOf(basemap, "KZ-61"), [
    [
      [67, 42],
      [68, 42],
      [68, 43],
    ],
    [
      [69, 44],
      [69.5, 44.5],
    ],
  ]);
  assert.deepEqual(ringsOf(basemap, "KZ")[0]![0], [60, 40]);
  assert.deepEqual(ringsOf(basemap, "UZ-SA"), []);
  assert.deepEqual(ringsOf({}, "KZ"), []);
  assert.deepEqual(drawnRegions(basemap), ["KZ-61", "UZ-TO"]);
});

test("a position lies in the region whose outline goes round it, and not in a hole of it", () => {
  const square = (x: number, y: number, side: number) => [x, y, side, 0, 0, side, -side, 0];
  const drawn: Basemap = {
    scale: 1,
    admin1: [
      { iso: "KZ-61", part: [square(60, 40, 9), square(62, 42, 2)] },
      { iso: "UZ-TO", part: [square(69, 40, 5)] },
    ],
  };
  const codes = [
    [61, 41],
    [63, 43],
    [70, 41],
    [59, 41],
    [61, 50],
  ].map(([lon, lat]) => regionAt(drawn, [lon!, lat!]));
  assert.deepEqual(codes, ["KZ-61", null, "UZ-TO", null, null]);
});

test("the box around several areas holds all of them, and around none there is no box", () => {
  assert.deepEqual(boundsOf(basemap, ["KZ-61", "UZ-TO"]), [67, 41, 70, 44.5]);
  assert.equal(boundsOf(basemap, ["XX"]), null);
  assert.equal(boundsAround([]), null);
  assert.deepEqual(boundsAround([[69.28, 41.31]]), [69.28, 41.31, 69.28, 41.31]);
});

test("the common border is told from the others, and a town stands where it was put", () => {
  assert.deepEqual(border(basemap), [
    [
      [66, 41],
      [67, 42],
    ],
  ]);
  assert.deepEqual(townPosition(basemap, basemap.cities![0]!), [69.28, 41.31]);
});
