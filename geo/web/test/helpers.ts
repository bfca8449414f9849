// A small atlas from rows, for tests: `atlasOf([{ id: "a", name_en: "A", lon: 69.28, lat: 41.31 }])`.
import { decode, type Payload } from "../src/atlas/decode";
import type { Atlas } from "../src/atlas/types";

type RowOf = Record<string, unknown> & { id: string; lon?: number; lat?: number };

export function atlasOf(rows: RowOf[], rest: Partial<Payload> = {}): Atlas {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const scaled = (name: string, value: unknown) =>
    (name === "lon" || name === "lat") && typeof value === "number" ? Math.round(value * 1e5) : (value ?? null);
  const cols = Object.fromEntries(names.map((name) => [name, rows.map((row) => scaled(name, row[name]))]));
  return decode({ format: 1, ...rest, features: { n: rows.length, cols } });
}
