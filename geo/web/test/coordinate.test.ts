import assert from "node:assert/strict";
import test from "node:test";
import cases from "../../../tests/fixtures/coordinates.json";
import notation from "../../coordinates/notation.json";
import { learn, looksLikePosition, read } from "../src/atlas/coordinate";

learn(notation);

/** What the page cannot compute it names; metres it does not turn into degrees. */
const withoutDegrees = (values: object = {}) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, String(value).replace(/^(EPSG:\d+) .*/, "$1")]),
  );

test("positions are read as geo/coordinates reads them", () => {
  for (const { text, lat, lon, how } of cases.read) assert.deepEqual(read(text), { lat, lon, how }, text);
});

test("what is no position says why, and what would fit", () => {
  for (const { text, why, values } of cases.refused) {
    assert.deepEqual(read(text), { refused: why, values: withoutDegrees(values) }, text);
  }
});

test("what only the command line computes is named", () => {
  for (const { text } of cases.computed) {
    const reading = read(text);
    assert.equal("refused" in reading && reading.refused, "elsewhere", text);
  }
});

test("in French, O is west", () => {
  assert.deepEqual(read("33.9 S, 18.4 O", "fr"), { lat: -33.9, lon: -18.4, how: ["letters"] });
  const near = read("41.0573 N, 68.9912 O", "fr");
  assert.equal("refused" in near && near.refused, "letter", "though Ost, which lies in Uzbekistan, is asked after");
});

test("the search box knows a position from a name", () => {
  for (const { text } of [...cases.read, ...cases.computed]) assert.equal(looksLikePosition(text), true, text);
  for (const text of [
    "Tashkent",
    "kambarata-1",
    "Жибек жолы",
    "",
    "2025 plant",
    "9".repeat(1e5),
    "E 40",
    "M39",
    "ТЭЦ-2",
    "Building 5, 12",
  ]) {
    assert.equal(looksLikePosition(text), false, text.slice(0, 20));
  }
  for (const text of ["41.31, 69.28 N N", "41,69", "https://maps.app.goo.gl/abcdef", "Шымкент 42.31, 69.59"]) {
    assert.equal(looksLikePosition(text), true, text);
  }
});
