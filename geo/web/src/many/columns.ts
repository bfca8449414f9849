// The places of some tiles as the painter of points takes them.
import { MARK_FORMS, PHASE, PHASES, PRECISIONS, STATUSES } from "../atlas/vocabulary";
import { type Columns, SURE } from "../map/points/columns";
import type { Sureness } from "../map/points/stamp";
import type { Field, Tile } from "./tile";
import { UNKNOWN } from "./tile";
import type { Spot } from "./tiles";

/** By the number of a precision or a status; what has no word claims least. */
const sureness = (word: string | undefined): Sureness =>
  word === "exact" || word === "locality" || word === "region" ? word : "country";
const SHAPES = Uint8Array.from(
  { length: 256 },
  (_, code) => MARK_FORMS.indexOf("disc") * SURE.length + SURE.indexOf(sureness(PRECISIONS[code])),
);
const STATES = Uint8Array.from({ length: 256 }, (_, code) =>
  PHASES.indexOf(code < STATUSES.length ? PHASE[STATUSES[code]!] : "unknown"),
);

/** Columns of several tiles one after another, and the codes that filters ask for. */
export interface Drawn extends Columns {
  readonly codes: Readonly<Record<Field, Uint8Array>>;
  spot(i: number): Spot;
}

export function drawnOf(tiles: readonly Tile[]): Drawn {
  const n = tiles.reduce((sum, tile) => sum + tile.n, 0);
  const xy = new Float64Array(2 * n);
  const codes = {
    sector: new Uint8Array(n),
    status: new Uint8Array(n),
    precision: new Uint8Array(n),
    admin1: new Uint8Array(n),
  };
  const starts: number[] = [];
  let at = 0;
  for (const tile of tiles) {
    starts.push(at);
    xy.set(tile.xy, 2 * at);
    for (const field of Object.keys(codes) as Field[]) codes[field].set(tile.codes[field], at);
    at += tile.n;
  }
  return {
    n,
    xy,
    codes,
    sectorOf: codes.sector,
    rowOf: new Uint32Array(0),
    drawnFrom: new Uint8Array(0),
    shapeOf: codes.precision.map((code) => SHAPES[code]!),
    stateOf: codes.status.map((code) => STATES[code]!),
    spot(i) {
      const tile = starts.findLastIndex((start) => start <= i);
      return { tile: tiles[tile]!, k: i - starts[tile]! };
    },
  };
}

/** Which words of a facet are shown, by their numbers; null where all are. */
export function maskOf(chosen: ReadonlySet<string>, words: ReadonlyMap<string, number>): Uint8Array | null {
  if (!chosen.size) return null;
  const mask = new Uint8Array(256);
  for (const word of chosen) mask[words.get(word) ?? UNKNOWN] = 1;
  return mask;
}
