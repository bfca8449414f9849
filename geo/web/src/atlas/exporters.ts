// What is shown, as files: GeoJSON for a GIS, CSV for a spreadsheet. Both carry credit, licence and edition.
import { CSV, type CsvColumn, type Fields, LISTS, type ListField, PLAIN, TEXTS, type TextField } from "./fields";
import type { Atlas, Feature, Lang, Observation, Position, Source } from "./types";
import { LANGUAGES, POINT_SCALE } from "./vocabulary";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const fiveDecimals = ([lon, lat]: Position): [number, number] => [
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

/** A row of details with its source by id. */
function citing(row: { readonly source?: Source }): Json {
  const entries = Object.entries({ ...row, source: row.source?.id }).filter(
    ([, value]) => value != null && value !== "",
  );
  return Object.fromEntries(entries) as Json;
}

/** Only what there is: an absent field stays absent. */
function properties(feature: Feature, values: readonly Observation[] = []): Json {
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
  if (feature.events.length) {
    found.events = feature.events.map(({ date, kind, note, source }) => ({
      ...(date ? { date } : {}),
      kind,
      ...Object.fromEntries(Object.entries(note).map(([lang, text]) => [`note_${lang}`, text])),
      ...(source ? { source: source.id } : {}),
    }));
  }
  if (feature.options.length) found.options = feature.options.map(citing);
  if (values.length) found.observations = values.map(({ indicator, ...row }) => citing(row));
  found.sources = feature.citations.map(({ source: { id, title, publisher, date, url, lang }, supports }) => {
    const row = { id, title, publisher, date, url, lang, supports };
    return Object.fromEntries(Object.entries(row).filter(([, value]) => value)) as Record<string, string>;
  });
  return found;
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
export const fileName = (atlas: Atlas, extension: "geojson" | "csv"): string =>
  `kzuz-atlas${atlas.edition ? `-${atlas.edition.replace(/[^\w-]+/g, "-")}` : ""}.${extension}`;
