// A small atlas from rows, for tests: `atlasOf([{ id: "a", name_en: "A", lon: 69.28, lat: 41.31 }])`.
import { decode } from "../src/atlas/decode";
import type { Atlas } from "../src/atlas/types";
import { PAGE_FORMAT, POINT_SCALE } from "../src/atlas/vocabulary";
import type { Payload } from "../src/atlas/wire";

type TurnOf = readonly [day: number, state: string, event?: number | null, maybe?: number | null];
type RowOf = Record<string, unknown> & { id: string; lon?: number; lat?: number; turns?: readonly TurnOf[] };

/** The rest of a payload, with the texts by language. */
type Rest = Omit<Partial<Payload>, "messages"> & { messages?: Atlas["messages"] };

export function atlasOf(rows: RowOf[], { messages, ...rest }: Rest = {}): Atlas {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== "turns");
  const scaled = (name: string, value: unknown) =>
    (name === "lon" || name === "lat") && typeof value === "number" ? Math.round(value * POINT_SCALE) : (value ?? null);
  const cols = Object.fromEntries(names.map((name) => [name, rows.map((row) => scaled(name, row[name]))]));
  const states = [...new Set(rows.flatMap(({ turns = [] }) => turns.map(([, state]) => state)))];
  const histories = rows.map(({ turns = [] }) =>
    turns.map(([day, state, event, maybe]): [number, number, (number | null)?, (number | null)?] => [
      day,
      states.indexOf(state),
      event,
      maybe,
    ]),
  );
  cols.history = rows.map((_, i) => i);
  const words = { ...rest.words, state: states };
  const atlas = decode({ format: PAGE_FORMAT, ...rest, words, histories, features: { n: rows.length, cols } });
  return { ...atlas, ...(messages && { messages }) };
}
