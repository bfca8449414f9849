import assert from "node:assert/strict";
import test from "node:test";
import { fan } from "../src/map/fan";

const at = (spots: { x: number; y: number }[], moves: [number, number][]) =>
  spots.map(({ x, y }, i) => [x + moves[i]![0], y + moves[i]![1]] as const);
const closest = (points: (readonly [number, number])[]) =>
  Math.min(...points.flatMap((a, i) => points.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))));

test("a lone mark stays where it is", () => {
  assert.deepEqual(
    fan(
      [
        { x: 5, y: 5 },
        { x: 500, y: 5 },
      ],
      26,
    ),
    [
      [0, 0],
      [0, 0],
    ],
  );
});

test("twenty marks on one point stand apart and stay near", () => {
  const spots = Array.from({ length: 20 }, () => ({ x: 100, y: 100 }));
  const moves = fan(spots, 26);
  assert.ok(closest(at(spots, moves)) > 23, String(closest(at(spots, moves))));
  assert.ok(Math.max(...moves.map(([dx, dy]) => Math.hypot(dx, dy))) < 90);
});

test("the same spots give the same fan", () => {
  const spots = Array.from({ length: 60 }, (_, i) => ({ x: (i * 37) % 90, y: (i * 53) % 70 }));
  assert.deepEqual(fan(spots, 26), fan(spots, 26));
});
