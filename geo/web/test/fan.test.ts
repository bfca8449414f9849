import assert from "node:assert/strict";
import test from "node:test";
import { fan, group, type Spot } from "../src/map/marks/fan";

const spot = (x: number, y: number, radius = 13): Spot => ({ x, y, radius });
const at = (spots: Spot[], moves: [number, number][]) =>
  spots.map(({ x, y }, i) => [x + moves[i]![0], y + moves[i]![1]] as const);
const closest = (points: (readonly [number, number])[]) =>
  Math.min(...points.flatMap((a, i) => points.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))));

test("a lone mark stays where it is", () => {
  assert.deepEqual(fan([spot(5, 5), spot(500, 5)]), [
    [0, 0],
    [0, 0],
  ]);
});

test("twenty marks on one point stand apart and stay near", () => {
  const spots = Array.from({ length: 20 }, () => spot(100, 100));
  const moves = fan(spots);
  assert.ok(closest(at(spots, moves)) > 24, String(closest(at(spots, moves))));
  assert.ok(Math.max(...moves.map(([dx, dy]) => Math.hypot(dx, dy))) < 90);
});

test("the same spots give the same fan", () => {
  const spots = Array.from({ length: 60 }, (_, i) => spot((i * 37) % 90, (i * 53) % 70));
  assert.deepEqual(fan(spots), fan(spots));
});

test("a crowd is grouped whole, a pair and a lone mark are left alone", () => {
  const spots = [
    [0, 0],
    [100, 0],
    [300, 300],
    [305, 300],
    [2, 1],
    [4, 4],
    [8, 8],
  ].map(([x, y]) => spot(x!, y!));
  assert.deepEqual(group(spots, 30, 4), [[0, 4, 5, 6]]);
});
