import assert from "node:assert/strict";
import test from "node:test";
import { colourOf, painted } from "../src/frame/take_away/colour";
import { layOut, type Measure, PRESETS, scaleBar, wrapped } from "../src/frame/take_away/layout";

/** Every letter as wide as most are. */
const measure: Measure = (text, size) => text.length * size * 0.55;
const LONG = "Кең солғын жолақ: сұлба, нақты трасса емес";
const legend = [
  { text: "Салалар", isHeading: true },
  ...Array.from({ length: 36 }, (_, i) => ({ text: `${LONG} ${i}`, count: "12" })),
];
const asked = {
  title: "Atlas of cooperation",
  facts: "as of March 2026",
  credits: ["CC BY 4.0", "https://example.org"],
};

test("title, map, legend and credits stand inside every picture and beside each other", () => {
  for (const size of PRESETS) {
    const { lines, map, legend: column, rows } = layOut(size, { ...asked, legend }, measure);
    assert.ok(map.width > size.width / 2 && map.height > size.height / 2, size.id);
    assert.ok(column!.x >= map.x + map.width, size.id);
    assert.ok(column!.x + column!.width * column!.scale <= size.width, size.id);
    const last = rows.at(-1)!;
    const end = column!.y + (last.y + last.lines.length * 14.4) * column!.scale;
    assert.ok(end <= map.y + map.height + 1, `${size.id}: legend ends at ${end}`);
    const outside = lines.filter(({ y }) => y > map.y && y < map.y + map.height);
    assert.deepEqual(outside, [], size.id);
    assert.ok(Math.max(...lines.map(({ y }) => y)) < size.height, size.id);
  }
});

test("every word of a title that is too long for its line is there, on a further one", () => {
  const title = Array.from({ length: 40 }, (_, i) => `word${i}`).join(" ");
  const { lines } = layOut(PRESETS[3]!, { ...asked, title, legend: [] }, measure);
  const written = lines.filter(({ isBold }) => isBold).map(({ text }) => text);
  assert.ok(written.length > 1);
  assert.equal(written.join(" "), title);
});

test("a picture with nothing to explain gives all its width to what it shows", () => {
  const { map, legend: none } = layOut(PRESETS[0]!, { ...asked, legend: [] }, measure);
  assert.equal(none, null);
  assert.equal(map.width, 1280 - 48);
});

test("a word that is wider than its line stands alone in it", () => {
  assert.deepEqual(
    wrapped("a Donaudampfschifffahrt b", 3, (text) => text.length),
    ["a", "Donaudampfschifffahrt", "b"],
  );
});

test("a scale bar has a round length, as long as its room allows", () => {
  const rounds = [
    [3.2, 140],
    [0.9, 100],
    [0.0021, 140],
    [0.05, 100],
  ].map(([kmPerPx, most]) => scaleBar(kmPerPx!, most!));
  assert.deepEqual(
    rounds.map(({ km }) => km),
    [200, 50, 0.2, 5],
  );
  assert.deepEqual(
    rounds.map(({ px }) => Math.round(px)),
    [63, 56, 95, 100],
  );
});

test("colours are written as programs older than browsers read them", () => {
  assert.deepEqual(colourOf("rgb(31, 42, 48)"), { color: "#1f2a30", opacity: 1 });
  assert.deepEqual(colourOf("rgba(255, 0, 0, 0.5)"), { color: "#ff0000", opacity: 0.5 });
  assert.deepEqual(colourOf("color(srgb 1 0.5 0 / 0.24)"), { color: "#ff8000", opacity: 0.24 });
  assert.deepEqual(colourOf("#e9e6de00"), { color: "#e9e6de", opacity: 0 });
  assert.deepEqual(colourOf("none"), { color: "none", opacity: 1 });
  assert.deepEqual(painted("fill", "#ff000080", 0.5), { fill: "#ff0000", "fill-opacity": "0.251" });
});
