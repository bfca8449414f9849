// A vector tile of places → arrays, without an object for each place: MVT 2.1, one layer of points.
import { PbfReader } from "pbf";
import { zxyToTileId } from "pmtiles";

/** What a place is, by its numbers in the lists of words; 255 for a word that none of them has. */
export const UNKNOWN = 255;
export const FIELDS = ["sector", "status", "precision", "admin1"] as const;
export type Field = (typeof FIELDS)[number];
export type Words = Readonly<Record<Field, ReadonlyMap<string, number>>>;
export type Properties = Readonly<Record<string, string | number | boolean>>;

export interface Tile {
  readonly n: number;
  readonly zoom: number;
  /** Among the tiles of all zooms. */
  readonly id: number;
  /** x0, y0, x1, y1, … on the unit square: the middles of the steps they lie in. */
  readonly xy: Float64Array;
  readonly codes: Readonly<Record<Field, Uint8Array>>;
  /** How wide a step is on the unit square. */
  readonly step: number;
  /** All that the tile says of a place. */
  properties(k: number): Properties;
}

interface Layer {
  readonly features: number[];
  readonly keys: string[];
  readonly values: (string | number | boolean)[];
  extent: number;
}

function readValue(pbf: PbfReader): string | number | boolean {
  let value: string | number | boolean = "";
  const end = pbf.readVarint() + pbf.pos;
  while (pbf.pos < end) {
    const tag = pbf.readVarint() >> 3;
    if (tag === 1) value = pbf.readString();
    else if (tag === 2) value = pbf.readFloat();
    else if (tag === 3) value = pbf.readDouble();
    else if (tag === 6) value = pbf.readSVarint();
    else if (tag === 7) value = pbf.readBoolean();
    else value = pbf.readVarint();
  }
  return value;
}

/** Features by where they begin. */
function layerOf(pbf: PbfReader): Layer {
  const layer: Layer = { features: [], keys: [], values: [], extent: 4096 };
  const end = pbf.readVarint() + pbf.pos;
  while (pbf.pos < end) {
    const field = pbf.readVarint();
    const tag = field >> 3;
    if (tag === 2) {
      layer.features.push(pbf.pos);
      pbf.skip(field);
    } else if (tag === 3) layer.keys.push(pbf.readString());
    else if (tag === 4) layer.values.push(readValue(pbf));
    else if (tag === 5) layer.extent = pbf.readVarint();
    else pbf.skip(field);
  }
  return layer;
}

/** Calls back for each pair of key and value of a feature; gives where it lies, in steps of the tile. */
function feature(pbf: PbfReader, at: number, pair: (key: number, value: number) => void): [x: number, y: number] {
  pbf.pos = at;
  const end = pbf.readVarint() + pbf.pos;
  const place: [number, number] = [0, 0];
  while (pbf.pos < end) {
    const field = pbf.readVarint();
    if (field >> 3 === 2) {
      for (const last = pbf.readVarint() + pbf.pos; pbf.pos < last; ) pair(pbf.readVarint(), pbf.readVarint());
    } else if (field >> 3 === 4) {
      const last = pbf.readVarint() + pbf.pos;
      pbf.readVarint();
      place[0] = pbf.readSVarint();
      place[1] = pbf.readSVarint();
      pbf.pos = last;
    } else pbf.skip(field);
  }
  return place;
}

export function decodeTile(
  bytes: ArrayBuffer,
  [zoom, column, row]: readonly [number, number, number],
  words: Words,
): Tile {
  const pbf = new PbfReader(new Uint8Array(bytes));
  let layer: Layer = { features: [], keys: [], values: [], extent: 4096 };
  while (pbf.pos < pbf.length) {
    const field = pbf.readVarint();
    if (field >> 3 === 3) layer = layerOf(pbf);
    else pbf.skip(field);
  }
  const { features, keys, values, extent } = layer;
  const n = features.length;
  const step = 1 / (2 ** zoom * extent);
  const xy = new Float64Array(2 * n);
  const codes = Object.fromEntries(FIELDS.map((field) => [field, new Uint8Array(n).fill(UNKNOWN)])) as Record<
    Field,
    Uint8Array
  >;
  const columns = keys.map((key) => codes[key as Field] as Uint8Array | undefined);
  const numbers = keys.map((key) => values.map((value) => words[key as Field]?.get(String(value)) ?? UNKNOWN));
  for (let k = 0; k < n; k++) {
    const [x, y] = feature(pbf, features[k]!, (key, value) => {
      const into = columns[key];
      if (into) into[k] = numbers[key]![value]!;
    });
    xy[2 * k] = column / 2 ** zoom + (x + 0.5) * step;
    xy[2 * k + 1] = row / 2 ** zoom + (y + 0.5) * step;
  }
  return {
    n,
    zoom,
    id: zxyToTileId(zoom, column, row),
    xy,
    codes,
    step,
    properties(k) {
      const told: Record<string, string | number | boolean> = {};
      feature(pbf, features[k]!, (key, value) => {
        told[keys[key]!] = values[value]!;
      });
      return told;
    },
  };
}
