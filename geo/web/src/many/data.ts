// What the page knows before it reads a tile; its Python twin is geo/render/many/payload.py.
import { read } from "../atlas/decode";
import type { Texts } from "../atlas/types";
import type { Payload } from "../atlas/wire";

/** How many places there are of each region, sector and status: rows by column. */
export interface Counts {
  readonly admin1: readonly string[];
  readonly sector: readonly string[];
  readonly status: readonly string[];
  readonly n: readonly number[];
}
/** A border crossing that distances are measured to, in 1e-5 degrees. */
export interface Crossing {
  readonly name: Texts;
  readonly at: readonly [lon: number, lat: number];
}
export interface Many {
  readonly n: number;
  /** First and last zoom of the tiles; at the last every place is on one. */
  readonly first: number;
  readonly last: number;
  /** How many places the tiles of each zoom hold, from the first on. */
  readonly drawn: readonly number[];
  /** Ids of the tiles of the last zoom, each less the one before; and how many places each holds. */
  readonly tiles: readonly number[];
  readonly held: readonly number[];
  /** The archive that lies beside the page; null if the page holds it. */
  readonly file: string | null;
  readonly counts: Counts;
  readonly crossings: readonly Crossing[];
}

export type ManyPayload = Payload & { readonly many: Many };

export const readFirst = (): Promise<ManyPayload> => read("kzuz-data") as Promise<ManyPayload>;
