import assert from "node:assert/strict";
import { test } from "node:test";
import { tabAfter } from "../src/frame/tabs";

test("arrows go round the tabs, Home and End to the outer ones, and other keys nowhere", () => {
  assert.deepEqual(
    [0, 1, 2].map((at) => [tabAfter("ArrowLeft", at, 3), tabAfter("ArrowRight", at, 3)]),
    [
      [2, 1],
      [0, 2],
      [1, 0],
    ],
  );
  assert.deepEqual([tabAfter("Home", 1, 3), tabAfter("End", 1, 3), tabAfter("Tab", 1, 3)], [0, 2, undefined]);
});
