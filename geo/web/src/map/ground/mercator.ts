// Web Mercator on the unit square: what the painters keep, so that drawing is one multiplication and one addition.
import type { Position } from "../../atlas/types";

const DEGREE = Math.PI / 180;
const TILE = 256;

/** Position → x, y in 0…1, y growing southwards. */
export function project([lon, lat]: Position): [x: number, y: number] {
  const sine = Math.sin(Math.max(-85.0511, Math.min(85.0511, lat)) * DEGREE);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** Width of the world in pixels at a zoom. */
export const worldSize = (zoom: number): number => TILE * 2 ** zoom;

export interface Path {
  /** x0, y0, x1, y1, … on the unit square. */
  readonly points: Float64Array;
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

/** A delta-coded line of the background (see `unpackLine`) on the unit square. */
export function projectPacked(packed: readonly number[], scale: number): Path {
  const points = new Float64Array(packed.length & ~1);
  let [west, north, east, south] = [2, 2, -1, -1];
  let [lon, lat] = [0, 0];
  for (let i = 0; i < points.length; i += 2) {
    lon += packed[i]!;
    lat += packed[i + 1]!;
    const sine = Math.sin((lat / scale) * DEGREE);
    const x = lon / scale / 360 + 0.5;
    const y = 0.5 - Math.atanh(sine) / (2 * Math.PI);
    points[i] = x;
    points[i + 1] = y;
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  return { points, west, north, east, south };
}

/** Where a line from west to east crosses a ring, in that order. */
function crossings({ points }: Path, y: number): number[] {
  const found: number[] = [];
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const [yi, yj] = [points[i + 1]!, points[j + 1]!];
    if (yi > y !== yj > y) found.push(points[i]! + ((y - yi) / (yj - yi)) * (points[j]! - points[i]!));
  }
  return found.sort((a, b) => a - b);
}

/** How many rows of a ring are looked at for the widest. */
const ROWS = 9;

/** Where a ring's name stands: its centroid, or the middle of its widest row where it bends round its own centroid. */
export function middle(ring: Path): { x: number; y: number; area: number } {
  const own = centroid(ring);
  if (crossings(ring, own.y).filter((x) => x < own.x).length % 2) return own;
  let widest = 0;
  for (let row = 1; row < ROWS; row++) {
    const y = ring.north + ((ring.south - ring.north) * row) / ROWS;
    const ends = crossings(ring, y);
    for (let i = 1; i < ends.length; i += 2) {
      const width = ends[i]! - ends[i - 1]!;
      if (width <= widest) continue;
      widest = width;
      own.x = ends[i]! - width / 2;
      own.y = y;
    }
  }
  return own;
}

/** Area centroid of a ring on the unit square, and the area itself. */
function centroid({ points }: Path): { x: number; y: number; area: number } {
  let [x, y, twice] = [0, 0, 0];
  const n = points.length / 2;
  // About the first point, or the small differences of the unit square drown in rounding.
  const [x0, y0] = [points[0] ?? 0, points[1] ?? 0];
  for (let i = 0, j = n - 1; i < n; j = i++) {
    const [xi, yi, xj, yj] = [
      points[2 * i]! - x0,
      points[2 * i + 1]! - y0,
      points[2 * j]! - x0,
      points[2 * j + 1]! - y0,
    ];
    const cross = xj * yi - xi * yj;
    x += (xi + xj) * cross;
    y += (yi + yj) * cross;
    twice += cross;
  }
  if (!twice) return { x: x0, y: y0, area: 0 };
  return { x: x0 + x / (3 * twice), y: y0 + y / (3 * twice), area: Math.abs(twice / 2) };
}
