import assert from "node:assert/strict";
import test from "node:test";
import { LOOKS, lookCode, lookOf } from "../src/map/points/columns";
import { inRows, stepTo } from "../src/map/points/order";
import { type PixelLook, reachOf, stamp, toneAt } from "../src/map/points/stamp";

const RADIUS = 6;
const WIDTH = 100;
const drawn = (look: PixelLook, radius = RADIUS) => {
  const { white, color, ink } = stamp(look, radius, WIDTH);
  return JSON.stringify([[...white], [...color], [...ink]]);
};

test("each state, form and certainty is painted in its own way where there is room", () => {
  const looks = Array.from({ length: LOOKS }, (_, code) => lookOf(code)).filter(
    // A station is a square, filled or hollow; nothing more is told of it.
    ({ form }) => form !== "dot",
  );
  // What is in service and what nobody knows the state of have no badge, as on the large marks.
  const told = looks.filter(({ phase }) => phase !== "unknown");
  assert.equal(new Set(told.map((look) => drawn(look))).size, told.length);
});

test("the smallest points still tell what runs from what does not, and a place from a region", () => {
  const look: PixelLook = { form: "disc", sure: "exact", phase: "running" };
  assert.notEqual(drawn(look, 2.5), drawn({ ...look, phase: "ahead" }, 2.5));
  assert.notEqual(drawn(look, 2.5), drawn({ ...look, phase: "stopped" }, 2.5));
  assert.notEqual(drawn(look, 2.5), drawn({ ...look, sure: "region" }, 2.5));
});

test("a hollow station is told from a full one", () => {
  const station: PixelLook = { form: "dot", sure: "exact", phase: "running" };
  assert.notEqual(drawn(station), drawn({ ...station, sure: "region" }));
});

test("no pixel of a point lies further out than its reach", () => {
  for (const radius of [2.5, 4, 6, 12]) {
    const far = reachOf(radius) + 1;
    for (let code = 0; code < LOOKS; code++) {
      for (const [dx, dy] of [
        [far, far],
        [far, 0],
        [0, -far],
        [-far, far],
      ] as const) {
        assert.equal(toneAt(dx, dy, radius, lookOf(code)), null);
      }
    }
  }
});

test("a look is told by its number", () => {
  const seen = new Set<number>();
  for (let shape = 0; shape < LOOKS / 5; shape++)
    for (let state = 0; state < 5; state++) seen.add(lookCode(shape, state));
  assert.equal(seen.size, LOOKS);
});

test("points are gone through as one reads, row by row", () => {
  const items = [
    { id: "south", x: 5, y: 100 },
    { id: "east", x: 90, y: 3 },
    { id: "west", x: 10, y: 9 },
  ];
  assert.deepEqual(
    inRows(items, ({ x, y }) => ({ x, y })).map(({ id }) => id),
    ["west", "east", "south"],
  );
});

test("keys lead through all points and round again, and nowhere where there is none", () => {
  let at = -1;
  const gone: number[] = [];
  for (let i = 0; i < 5; i++) {
    at = stepTo("ArrowRight", at, 4)!;
    gone.push(at);
  }
  assert.deepEqual(gone, [0, 1, 2, 3, 0]);
  assert.equal(stepTo("ArrowLeft", -1, 4), 3);
  assert.equal(stepTo("Home", 2, 4), 0);
  assert.equal(stepTo("End", 2, 4), 3);
  assert.equal(stepTo("PageDown", 1, 4), 3);
  assert.equal(stepTo("PageUp", 1, 4), 0);
  assert.equal(stepTo("constructor", 1, 4), null);
  assert.equal(stepTo("ArrowRight", -1, 0), null);
});
