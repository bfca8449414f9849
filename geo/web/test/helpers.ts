// A small atlas from rows, for tests: `atlasOf([{ id: "a", name_en: "A", lon: 69.28, lat: 41.31 }])`.
import { decode } from "../src/atlas/decode";
import type { Atlas, Observation, Source, Texts } from "../src/atlas/types";
import { LANGUAGES, PAGE_FORMAT, POINT_SCALE } from "../src/atlas/vocabulary";
import type { Payload } from "../src/atlas/wire";

type TurnOf = readonly [day: number, state: string, event?: number | null, maybe?: number | null];
type Cells = Record<string, unknown>;
type RowOf = Cells & { id: string; lon?: number; lat?: number; turns?: readonly TurnOf[] };
type ObservationOf = Omit<Observation, "source"> & { source?: number };

/** The rest of a payload as people would write it: texts as texts, sources as rows. */
type Rest = Omit<Partial<Payload>, "messages" | "sources" | "observations" | "texts"> & {
  messages?: Atlas["messages"];
  sources?: Source[];
  observations?: ObservationOf[];
};

/** Numbers texts as the build does, but each anew. */
function numbered() {
  const texts = Object.fromEntries(LANGUAGES.map((lang) => [lang, [] as (string | null)[]]));
  const number = (text: Texts | string | null | undefined): number | undefined => {
    if (!text) return undefined;
    const own: Texts = typeof text === "string" ? { en: text } : text;
    for (const lang of LANGUAGES) texts[lang]!.push(own[lang] ?? null);
    return texts.en!.length - 1;
  };
  return { texts, number };
}

type Numbering = ReturnType<typeof numbered>["number"];

const each = (cells: unknown, change: (cell: Cells) => unknown): unknown => (cells as Cells[] | null)?.map(change);

const WRITTEN: Record<string, (value: unknown, number: Numbering) => unknown> = {
  lon: (value) => (typeof value === "number" ? Math.round(value * POINT_SCALE) : value),
  lat: (value) => (typeof value === "number" ? Math.round(value * POINT_SCALE) : value),
  events: (value, number) => each(value, (event) => ({ ...event, note: number(event.note as Texts) })),
  options: (value, number) =>
    each(value, (one) => ({
      ...one,
      label: number(one.label as Texts),
      length_scope: number(one.length_scope as Texts),
    })),
  sources: (value, number) =>
    (value as [number, string?][] | null)?.map(([source, supports]) => [source, number(supports)]),
  precision_basis: (value, number) => number(value as string),
};

const bySource = (rows: Source[]): Payload["sources"] => ({
  id: rows.map(({ id }) => id),
  ...Object.fromEntries(
    (["title", "publisher", "date", "url", "lang", "note"] as const).map((name) => [
      name,
      rows.map((row) => (row as unknown as Record<string, string | undefined>)[name] ?? null),
    ]),
  ),
});

export function atlasOf(rows: RowOf[], { messages, sources, observations, ...rest }: Rest = {}): Atlas {
  const { texts, number } = numbered();
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== "turns");
  const written = (name: string, value: unknown) =>
    (name in WRITTEN ? WRITTEN[name]!(value ?? null, number) : value) ?? null;
  const cols = Object.fromEntries(names.map((name) => [name, rows.map((row) => written(name, row[name]))]));
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
  const payload: Payload = {
    format: PAGE_FORMAT,
    ...rest,
    words: { ...rest.words, state: states },
    histories,
    features: { n: rows.length, cols },
    ...(sources && { sources: bySource(sources) }),
    observations: observations?.map((row) => ({ ...row, reporter: number(row.reporter)!, note: number(row.note) })),
    texts,
  };
  return { ...decode(payload), ...(messages && { messages }) };
}
