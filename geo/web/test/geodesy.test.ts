import assert from "node:assert/strict";
import test from "node:test";
import { cumulativeKm, distanceKm, footOn, geodesic, pathKm } from "../src/atlas/geodesy";
import type { Position } from "../src/atlas/types";

// Reference: pyproj's Geod(ellps="WGS84"), which geo/coordinates.py uses (Karney 2013).
const KNOWN: [Position, Position, number][] = [
  [[69.2163, 41.2646], [71.4304, 51.1284], 1109.5112961],
  [[68.25685, 43.29458], [69.21627, 41.26465], 238.96213],
  [[69.60042, 42.30988], [69.60042, 42.30988], 0],
  [[0, 0], [1, 0], 111.3194908],
  [[0, 0], [0, 90], 10001.9657293],
  [[179.5, 10], [-179.5, 10], 109.6393221],
  [[69.28, 41.31], [69.2800001, 41.31], 0.0000084],
  [[151.2, -33.9], [-0.1, 51.5], 16990.0838801],
];

test("distances agree with the ones computed in Python to a tenth of a millimetre", () => {
  for (const [a, b, km] of KNOWN) {
    assert.ok(Math.abs(distanceKm(a, b) - km) < 1.5e-7, `${a} ${b}: ${distanceKm(a, b)} for ${km}`);
    assert.ok(Math.abs(distanceKm(b, a) - distanceKm(a, b)) < 1e-9);
  }
});

test("opposite ends of the globe are off by less than one per cent", () => {
  const opposite: [Position, Position, number][] = [
    [[0, 0], [180, 0], 20003.931],
    [[0, 0], [179.7, 0.2], 19975.624],
    [[10, 89.9], [-170, -89.9], 20003.931],
  ];
  for (const [a, b, km] of opposite) assert.ok(Math.abs(distanceKm(a, b) / km - 1) < 0.01, `${a} ${b}`);
});

test("a path is as long as its steps", () => {
  const path: Position[] = [
    [68.25685, 43.29458],
    [69.60042, 42.30988],
    [69.16791, 41.46042],
  ];
  const km = cumulativeKm(path);
  assert.equal(km[0], 0);
  assert.ok(Math.abs(km[2]! - distanceKm(path[0]!, path[1]!) - distanceKm(path[1]!, path[2]!)) < 1e-9);
  assert.equal(pathKm(path), km[2]);
  assert.deepEqual([pathKm([]), pathKm([[1, 2]])], [0, 0]);
});

test("a station's foot lies on the line", () => {
  const line: Position[] = [
    [68, 43],
    [69, 43],
    [69, 42],
  ];
  const foot = footOn(line, [69.1, 42.5])!;
  assert.ok(Math.abs(foot.alongKm - (distanceKm([68, 43], [69, 43]) + distanceKm([69, 43], [69, 42.5]))) < 0.05);
  assert.ok(Math.abs(foot.offKm - distanceKm([69, 42.5], [69.1, 42.5])) < 0.01);
  assert.equal(footOn(line, [60, 43])!.alongKm, 0);
  assert.equal(footOn([[1, 1]], [1, 1]), null);
});

test("the shortest way bends towards the pole and keeps its ends", () => {
  const way = geodesic([50, 45], [80, 45], 8);
  assert.equal(way.length, 9);
  assert.deepEqual(
    [way[0], way[8]],
    [
      [50, 45],
      [80, 45],
    ],
  );
  assert.ok(way[4]![1] > 45.5 && Math.abs(way[4]![0] - 65) < 1e-9);
  assert.equal(geodesic([60, 40], [60, 40], 8).length, 2);
});
