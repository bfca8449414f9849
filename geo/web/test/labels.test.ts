// Where names stand on the map.
import assert from "node:assert/strict";
import test from "node:test";
import { type Box, type Candidate, placeLabels } from "../src/map/ground/label_places";
import { middle, projectPacked } from "../src/map/ground/mercator";

const SEEN: Box = [0, 0, 400, 300];
const town = (word: string, x: number, y: number, rest: Partial<Candidate> = {}): Candidate => ({
  word,
  style: "city",
  x,
  y,
  width: 60,
  must: false,
  beside: 0,
  spread: 0,
  ...rest,
});
const country = (word: string, x: number, y: number): Candidate =>
  town(word, x, y, { style: "country", width: 130, must: true, beside: null, spread: 66 });
const words = (...given: Parameters<typeof placeLabels>) => placeLabels(...given).map(({ word }) => word);

test("no name is cut by the edge of what is seen: it stands on the other side of its town, or waits", () => {
  const [placed] = placeLabels([town("Almaty", 380, 150)], [], SEEN, true);
  assert.ok(placed!.x + 60 < 400);
  assert.deepEqual(placed!.dot, [380, 150]);
  assert.deepEqual(words([town("Far", 450, 150, { beside: null, width: 130 })], [], SEEN, true), []);
  // What lies beyond is there to be moved into view, but not on paper.
  assert.deepEqual(words([town("Beyond", 520, 150)], [], SEEN, true), ["Beyond"]);
  assert.deepEqual(words([town("Beyond", 520, 150)], [], SEEN, false), []);
});

test("what the atlas is about is named even where marks leave no room, and never over another name", () => {
  const marks: Box[] = [[0, 0, 400, 300]];
  assert.deepEqual(words([town("Small", 200, 150)], marks, SEEN, true), []);
  const all = [
    town("Tashkent", 200, 150, { must: true }),
    town("Shymkent", 204, 140, { must: true }),
    town("Turkistan", 190, 130, { must: true }),
    country("KAZAKHSTAN", 200, 135),
    country("UZBEKISTAN", 195, 160),
  ];
  const placed = placeLabels(all, marks, SEEN, true);
  assert.equal(placed.length, all.length);
  for (const [i, a] of placed.entries()) {
    for (const b of placed.slice(i + 1)) {
      const width = (one: typeof a) => (one.style === "country" ? 130 : 60);
      const isApart = a.x + width(a) <= b.x || b.x + width(b) <= a.x || Math.abs(a.y - b.y) >= 16;
      assert.ok(isApart, `${a.word} over ${b.word}`);
    }
  }
});

test("the name of a mark stands beside it, without a dot", () => {
  const mark: Box = [186, 139, 214, 161];
  const [placed] = placeLabels([town("Crossing", 200, 150, { style: "mark", beside: 10 })], [mark], SEEN, true);
  assert.equal(placed!.dot, null);
  assert.ok(placed!.x >= 214);
});

test("no name stands under what lies over the map, and none over a town's dot", () => {
  const scale: Box = [0, 270, 90, 300];
  const [placed] = placeLabels([town("Ashgabat", 50, 285, { must: true })], [], SEEN, true, [scale]);
  assert.ok(placed!.y + 8 < 270 || placed!.x > 90);
  assert.deepEqual(words([town("Small", 50, 285)], [], SEEN, true, [scale]), []);
  const far = town("TAJIKISTAN", 200, 150, { style: "far", beside: null, width: 90 });
  assert.deepEqual(words([town("Dushanbe", 160, 150, { must: true }), far], [], SEEN, true), ["Dushanbe"]);
  assert.deepEqual(words([far, town("Dushanbe", 160, 150)], [], SEEN, true), ["TAJIKISTAN"]);
});

test("the name of a country stays inside of it, and makes way for the marks there", () => {
  const marks: Box[] = [[180, 140, 220, 160]];
  const [placed] = placeLabels([country("UZBEKISTAN", 200, 150)], marks, SEEN, true);
  assert.ok(placed!.y + 8 < 140 || placed!.y - 8 > 160);
  assert.ok(Math.abs(placed!.y - 150) <= 66 && Math.abs(placed!.x + 65 - 200) <= 66);
});

test("the name of a country that lies round another stands in its own land", () => {
  // An arch: 40…80 east, 40…60 north, with 45…75 by 40…55 cut out of it; delta-coded.
  const arch = [40, 40, 0, 20, 40, 0, 0, -20, -5, 0, 0, 15, -30, 0, 0, -15];
  const { x, y } = middle(projectPacked(arch, 1));
  const lon = (x - 0.5) * 360;
  const south = middle(projectPacked([40, 55, 0, 1, 40, 0, 0, -1], 1)).y;
  assert.ok(Math.abs(lon - 60) < 0.1 && y < south, "in the middle of the beam");
  const square = middle(projectPacked([40, 40, 0, 10, 10, 0, 0, -10], 1));
  assert.ok(Math.abs((square.x - 0.5) * 360 - 45) < 0.1, "what holds its centroid keeps it");
});
