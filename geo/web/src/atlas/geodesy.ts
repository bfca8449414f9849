// Distances on the WGS 84 ellipsoid, as geo/coordinates.py measures them.
import type { Position } from "./types";

const MAJOR_M = 6378137;
const FLATTENING = 1 / 298.257223563;
const MINOR_M = MAJOR_M * (1 - FLATTENING);
const MEAN_M = 6371008.8;
const RADIANS = Math.PI / 180;

/** Great-circle distance on a sphere, for the rare pairs Vincenty's series does not settle: off by 0.6 % at most. */
function sphereKm(latA: number, latB: number, dLon: number): number {
  const half = Math.sin((latB - latA) / 2) ** 2 + Math.cos(latA) * Math.cos(latB) * Math.sin(dLon / 2) ** 2;
  return (2 * MEAN_M * Math.asin(Math.min(1, Math.sqrt(half)))) / 1000;
}

/**
 * Geodesic distance in km between two positions in degrees, to less than a millimetre except for nearly
 * opposite points of the globe (Vincenty 1975, inverse formula).
 */
export function distanceKm([lonA, latA]: Position, [lonB, latB]: Position): number {
  const dLon = ((((lonB - lonA + 180) % 360) + 360) % 360) - 180;
  const l = dLon * RADIANS;
  const uA = Math.atan((1 - FLATTENING) * Math.tan(latA * RADIANS));
  const uB = Math.atan((1 - FLATTENING) * Math.tan(latB * RADIANS));
  const [sinA, cosA, sinB, cosB] = [Math.sin(uA), Math.cos(uA), Math.sin(uB), Math.cos(uB)];
  let lambda = l;
  for (let i = 0; i < 100; i++) {
    const sinLambda = Math.sin(lambda);
    const cosLambda = Math.cos(lambda);
    const sinSigma = Math.hypot(cosB * sinLambda, cosA * sinB - sinA * cosB * cosLambda);
    if (sinSigma === 0) return 0;
    const cosSigma = sinA * sinB + cosA * cosB * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosA * cosB * sinLambda) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    // Along the equator there is no such angle; its terms vanish.
    const cos2Mid = cos2Alpha > 1e-12 ? cosSigma - (2 * sinA * sinB) / cos2Alpha : 0;
    const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
    const before = lambda;
    lambda =
      l + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (cos2Mid + c * cosSigma * (2 * cos2Mid ** 2 - 1)));
    if (Math.abs(lambda) > Math.PI) break;
    if (Math.abs(lambda - before) > 1e-12) continue;
    const u2 = (cos2Alpha * (MAJOR_M ** 2 - MINOR_M ** 2)) / MINOR_M ** 2;
    const a = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
    const b = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
    const third = (b / 6) * cos2Mid * (4 * sinSigma ** 2 - 3) * (4 * cos2Mid ** 2 - 3);
    const dSigma = b * sinSigma * (cos2Mid + (b / 4) * (cosSigma * (2 * cos2Mid ** 2 - 1) - third));
    return (MINOR_M * a * (sigma - dSigma)) / 1000;
  }
  return sphereKm(latA * RADIANS, latB * RADIANS, l);
}

/** Distance in km of each position of a path from its first: n numbers, rising from 0. */
export function cumulativeKm(path: readonly Position[]): number[] {
  let sum = 0;
  return path.map((position, i) => {
    if (i) sum += distanceKm(path[i - 1]!, position);
    return sum;
  });
}

export const pathKm = (path: readonly Position[]): number => cumulativeKm(path).at(-1) ?? 0;

export interface Foot {
  /** Distance along the path to the point of it nearest to the position, km. */
  readonly alongKm: number;
  /** Distance from the path, km. */
  readonly offKm: number;
}

/** Where along a path a position lies: within a segment the earth is taken as flat, which is good below 100 km. */
export function footOn(path: readonly Position[], position: Position): Foot | null {
  if (path.length < 2) return null;
  const km = cumulativeKm(path);
  const shrink = Math.cos(position[1] * RADIANS);
  let best: Foot | null = null;
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1]!, path[i]!];
    const [x, y] = [(b[0] - a[0]) * shrink, b[1] - a[1]];
    const length2 = x * x + y * y;
    const share = length2 ? ((position[0] - a[0]) * shrink * x + (position[1] - a[1]) * y) / length2 : 0;
    const t = Math.min(1, Math.max(0, share));
    const offKm = distanceKm(position, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
    if (!best || offKm < best.offKm) best = { alongKm: km[i - 1]! + t * (km[i]! - km[i - 1]!), offKm };
  }
  return best;
}

/**
 * The shortest way between two positions as a chain of `steps` segments, for drawing: on a map in Mercator's
 * projection it is a curve. On the sphere, which at the width of a line is the same.
 */
export function geodesic(from: Position, to: Position, steps: number): Position[] {
  const vector = ([lon, lat]: Position) => {
    const [l, p] = [lon * RADIANS, lat * RADIANS];
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)] as const;
  };
  const [a, b] = [vector(from), vector(to)];
  const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  if (angle < 1e-9 || angle > Math.PI - 1e-6) return [from, to];
  return Array.from({ length: steps + 1 }, (_, i): Position => {
    if (i === 0) return from;
    if (i === steps) return to;
    const [u, v] = [Math.sin((1 - i / steps) * angle), Math.sin((i / steps) * angle)];
    const [x, y, z] = [a[0] * u + b[0] * v, a[1] * u + b[1] * v, a[2] * u + b[2] * v];
    return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
  });
}
