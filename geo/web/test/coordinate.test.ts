import assert from "node:assert/strict";
import test from "node:test";
import cases from "../../../tests/fixtures/coordinates.json";
import { looksLikePosition, read } from "../src/atlas/coordinate";

test("positions are read as geo/coordinates.py reads them", () => {
  for (const { text, ...expected } of cases.read) assert.deepEqual(read(text), expected, text);
});

test("what is no position says why", () => {
  for (const { text, why } of cases.refused) assert.deepEqual(read(text), { refused: why }, text);
});

test("the search box knows a position from a name", () => {
  for (const { text } of cases.read) assert.equal(looksLikePosition(text), true, text);
  for (const text of ["Tashkent", "kambarata-1", "Жибек жолы", "", "2025 plant", "9".repeat(1e5)]) {
    assert.equal(looksLikePosition(text), false, text.slice(0, 20));
  }
});
