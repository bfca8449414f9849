import assert from "node:assert/strict";
import test from "node:test";
import { classAt, classesOf, regionTotals, type Total } from "../src/ask/regions";
import { atlasOf } from "./helpers";

const words = { kind: ["site", "station", "indicator", "agreement"] };
const total = (number: number): Total => ({ code: `KZ-${number}`, number, cost: number });

test("a thing counts in each of its regions with all of its cost, a stop in none, a figure without its cost", () => {
  const { features } = atlasOf(
    [
      { id: "plant", kind: 0, regions: ["KZ-61", "UZ-TO"], cost_usd: 5e6 },
      { id: "bank", kind: 0, admin1: ["UZ-TO"] },
      { id: "stop", kind: 1, admin1: ["UZ-TO"] },
      { id: "sum", kind: 2, regions: ["UZ-TO"], cost_usd: 9e9 },
      { id: "nowhere", kind: 3 },
    ],
    { words },
  );
  assert.deepEqual(regionTotals(features), [
    { code: "KZ-61", number: 1, cost: 5e6 },
    { code: "UZ-TO", number: 3, cost: 5e6 },
  ]);
});

test("classes cover what there is, each with its own least and greatest, and equal values are of one class", () => {
  const totals = [1, 1, 1, 2, 3, 5, 8, 24].map(total);
  const classes = classesOf(totals, "number");
  assert.deepEqual(classes, [
    { from: 1, to: 1 },
    { from: 2, to: 2 },
    { from: 3, to: 5 },
    { from: 8, to: 24 },
  ]);
  assert.deepEqual(
    [0, 1, 2, 5, 24].map((value) => classAt(classes, value)),
    [-1, 0, 1, 2, 3],
  );
});

test("where there is little there are few classes, and of nothing none", () => {
  assert.deepEqual(classesOf([total(7)], "cost"), [{ from: 7, to: 7 }]);
  assert.deepEqual(classesOf([total(2), total(2), total(0)], "number"), [{ from: 2, to: 2 }]);
  assert.deepEqual(classesOf([total(0)], "cost"), []);
});
