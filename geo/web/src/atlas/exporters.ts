// What is shown, as files: GeoJSON for a GIS, CSV for a spreadsheet. Both carry credit, licence and edition.
import { CSV, type CsvColumn, type Fields, LISTS, type ListField, PLAIN, TEXTS, type TextField } from "./fields";
import type { Atlas, AtlasEvent, Feature, Lang, Observation, Position, Source } from "./types";
import { LANGUAGES, POINT_SCALE } from "./vocabulary";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export const fiveDecimals = ([lon, lat]: Position): [number, number] => [
  Math.round(lon * POINT_SCALE) / POINT_SCALE,
  Math.round(lat * POINT_SCALE) / POINT_SCALE,
];

function geometry(feature: Feature): Json {
  if (feature.position) return { type: "Point", coordinates: fiveDecimals(feature.position) };
  const parts = feature.line?.filter((part) => part.length > 1).map((part) => part.map(fiveDecimals)) ?? [];
  if (!parts.length) return null;
  if (parts.length === 1) return { type: "LineString", coordinates: parts[0]! };
  return { type: "MultiLineString", coordinates: parts };
}

/** A row of details as the data files have it: its source by id, its texts a field for each language. */
function flat({ source, ...row }: { readonly source?: Source }): Json {
  const entries = Object.entries({ ...row, source: source?.id }).flatMap(([key, value]): [string, unknown][] =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.entries(value).map(([lang, text]) => [`${key}_${lang}`, text])
      : [[key, value]],
  );
  return Object.fromEntries(entries.filter(([, value]) => value != null && value !== "")) as Json;
}

/** As the data files have them, and what is worked out beside it. Only what there is: an absent field stays absent. */
export function properties(feature: Feature, values: readonly Observation[] = []): { readonly [key: string]: Json } {
  const found: Record<string, Json> = { id: feature.id, kind: feature.kind };
  const put = (key: string, value: unknown) => {
    if (value !== undefined && value !== null && value !== "") found[key] = value as Json;
  };
  for (const lang of LANGUAGES) put(`name_${lang}`, feature.texts("name")[lang]);
  found.sector = feature.sector;
  found.status = feature.status;
  found.precision = feature.precision;
  for (const field of PLAIN) put(field, feature.get(field));
  for (const field of LISTS) if (feature.list(field).length) found[field] = [...feature.list(field)];
  for (const field of TEXTS.slice(1)) {
    for (const [lang, text] of Object.entries(feature.texts(field))) put(`${field}_${lang}`, text);
  }
  // An event says where it stands, or that no document was found that does.
  const event = (one: AtlasEvent): Json => flat({ ...one, ...(one.source ? {} : { unsourced: true }) });
  if (feature.events.length) found.events = feature.events.map(event);
  if (feature.options.length) found.options = feature.options.map(flat);
  if (values.length) found.observations = values.map(({ indicator, ...row }) => flat(row));
  found.sources = feature.citations.map(({ source: { id }, supports }): Json => (supports ? { id, supports } : { id }));
  return found;
}

/** What the sources of some features are, each once. */
function sourcesOf(features: readonly Feature[]): Json[] {
  const cited = new Set(features.flatMap(({ citations }) => citations.map(({ source }) => source)));
  return [...cited].map(({ id, title, publisher, date, url, lang }) =>
    flat({ id, title, publisher, date, url, lang } as object),
  );
}

/** A FeatureCollection (RFC 7946: longitude first, WGS 84); the unlocated have a null geometry. */
export function toGeoJson(atlas: Atlas, features: readonly Feature[], title: string): string {
  const head = {
    type: "FeatureCollection",
    title,
    edition: atlas.edition,
    fingerprint: atlas.fingerprint,
    licence: atlas.licence,
    credit: atlas.credit,
    sources: sourcesOf(features),
  };
  const values = new Map<string, Observation[]>();
  for (const row of atlas.observations) values.set(row.indicator, [...(values.get(row.indicator) ?? []), row]);
  const rows = features.map((feature) =>
    JSON.stringify({
      type: "Feature",
      id: feature.id,
      properties: properties(feature, values.get(feature.id)),
      geometry: geometry(feature),
    }),
  );
  // One feature a line, so that two downloads can be compared.
  return `${JSON.stringify(head).slice(0, -1)},"features":[\n${rows.join(",\n")}\n]}\n`;
}

/** A spreadsheet would run text that begins like a formula; an apostrophe keeps it text. */
const harmless = (text: string): string => (/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text);

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = harmless(Array.isArray(value) ? value.join("; ") : String(value));
  return /[",;\r\n\t']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What the CSV has that is no column of the data. */
type Own = Exclude<CsvColumn, keyof Fields | ListField | `${TextField}_${Lang}`>;
const OWN: Readonly<Record<Own, (feature: Feature) => unknown>> = {
  id: ({ id }) => id,
  kind: ({ kind }) => kind,
  sector: ({ sector }) => sector,
  status: ({ status }) => status,
  latitude: ({ position }) => position && fiveDecimals(position)[1],
  longitude: ({ position }) => position && fiveDecimals(position)[0],
  precision: ({ precision }) => precision,
  sources: ({ citations }) => citations.map(({ source }) => source.url ?? source.title ?? source.id),
};

function inColumn(feature: Feature, column: CsvColumn): unknown {
  if (column in OWN) return OWN[column as Own](feature);
  if ((LISTS as readonly string[]).includes(column)) return feature.list(column as ListField);
  const lang = LANGUAGES.find((candidate) => column.endsWith(`_${candidate}`));
  if (lang) return feature.texts(column.slice(0, -lang.length - 1) as TextField)[lang];
  return feature.get(column as keyof Fields);
}

/** Rows of any table as CSV: RFC 4180, with the mark by which Excel knows UTF-8. */
export const toCsvRows = (rows: readonly (readonly unknown[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;

/** One row a feature; edition and credit are columns, so that every row keeps them when rows are copied. */
export function toCsv(atlas: Atlas, features: readonly Feature[]): string {
  const credit = [atlas.credit, atlas.licence].filter(Boolean).join("; ");
  return toCsvRows([
    [...CSV, "edition", "credit"],
    ...features.map((feature) => [...CSV.map((column) => inColumn(feature, column)), atlas.edition, credit]),
  ]);
}

/** `kzuz-atlas-2026-03.geojson`: only letters, digits and hyphens of the edition. */
export const fileName = (atlas: Atlas, extension: "geojson" | "csv" | "svg" | "png"): string =>
  `kzuz-atlas${atlas.edition ? `-${atlas.edition.replace(/[^\w-]+/g, "-")}` : ""}.${extension}`;
