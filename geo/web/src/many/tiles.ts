// The tiles of the archive, those read last kept; and which place of the last zoom has which number.
import { type PMTiles, tileIdToZxy } from "pmtiles";
import type { Many } from "./data";
import { decodeTile, FIELDS, type Tile, type Words } from "./tile";

const KEPT = 300;

/** Where a place is: its tile and its place in it. */
export interface Spot {
  readonly tile: Tile;
  readonly k: number;
}

export interface Tiles {
  readonly first: number;
  readonly last: number;
  /** A tile, or null if there are no places on it. */
  get(zoom: number, x: number, y: number): Promise<Tile | null>;
  /** A tile that was read and is kept; null for one that has no places. */
  kept(zoom: number, x: number, y: number): Tile | null | undefined;
  /** The place of the last zoom that a place of any zoom stands for. */
  nearest(spot: Spot): Promise<Spot | null>;
  /** The number of a place of the last zoom. */
  numberOf(spot: Spot): number;
  /** The place with a number. */
  spotOf(number: number): Promise<Spot | null>;
}

/** x and y of each tile of a zoom that lies under a position of the unit square. */
const under = (zoom: number, x: number, y: number): [x: number, y: number] => [
  Math.floor(x * 2 ** zoom),
  Math.floor(y * 2 ** zoom),
];

export function makeTiles(archive: PMTiles, many: Many, words: Words): Tiles {
  const { first, last } = many;
  const read = new Map<string, Promise<Tile | null>>();
  const done = new Map<string, Tile | null>();
  const starts = startsOf(many);
  async function load(zoom: number, x: number, y: number): Promise<Tile | null> {
    const found = await archive.getZxy(zoom, x, y);
    return found ? decodeTile(found.data, [zoom, x, y], words) : null;
  }
  function get(zoom: number, x: number, y: number): Promise<Tile | null> {
    const key = `${zoom}/${x}/${y}`;
    const known =
      read.get(key) ??
      load(zoom, x, y).then((tile) => {
        done.set(key, tile);
        return tile;
      });
    // The one asked for last is the last to be forgotten.
    read.delete(key);
    read.set(key, known);
    for (const old of read.keys()) {
      if (read.size <= KEPT) break;
      read.delete(old);
      done.delete(old);
    }
    return known;
  }
  return {
    first,
    last,
    get,
    kept: (zoom, x, y) => done.get(`${zoom}/${x}/${y}`),
    async nearest({ tile, k }) {
      if (tile.zoom === last) return { tile, k };
      const [x, y] = [tile.xy[2 * k]!, tile.xy[2 * k + 1]!];
      const around = [-tile.step, tile.step].flatMap((dy) =>
        [-tile.step, tile.step].map((dx) => under(last, x + dx, y + dy).join()),
      );
      const spots: { spot: Spot; far: number }[] = [];
      for (const key of new Set(around)) {
        const [column, row] = key.split(",").map(Number) as [number, number];
        const near = await get(last, column, row);
        const best = near && closest(near, x, y, (i) => FIELDS.every((f) => near.codes[f][i] === tile.codes[f][k]));
        if (best) spots.push(best);
      }
      return spots.sort((a, b) => a.far - b.far)[0]?.spot ?? null;
    },
    numberOf: ({ tile, k }) => (starts.get(tile.id)?.start ?? 0) + k,
    async spotOf(number) {
      const own = [...starts.values()].find(({ start, held }) => number >= start && number < start + held);
      if (!own) return null;
      const [x, y] = own.at;
      const tile = await get(last, x, y);
      return tile && number - own.start < tile.n ? { tile, k: number - own.start } : null;
    },
  };
}

function closest(
  tile: Tile,
  x: number,
  y: number,
  isAlike: (i: number) => boolean,
): { spot: Spot; far: number } | null {
  let best: { spot: Spot; far: number } | null = null;
  for (let i = 0; i < tile.n; i++) {
    if (!isAlike(i)) continue;
    const far = Math.hypot(tile.xy[2 * i]! - x, tile.xy[2 * i + 1]! - y);
    if (!best || far < best.far) best = { spot: { tile, k: i }, far };
  }
  return best;
}

interface Start {
  readonly start: number;
  readonly held: number;
  readonly at: readonly [x: number, y: number];
}

/** By the id of each tile of the last zoom: the number of its first place, how many it holds, and which it is. */
function startsOf({ tiles, held }: Many): Map<number, Start> {
  const starts = new Map<number, Start>();
  let [id, start] = [0, 0];
  tiles.forEach((step, i) => {
    id += step;
    starts.set(id, { start, held: held[i]!, at: tileIdToZxy(id).slice(1) as [number, number] });
    start += held[i]!;
  });
  return starts;
}
