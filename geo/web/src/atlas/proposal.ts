// What a reader proposes, as the file that `kzuz import --review` reads; docs/proposals.md says what is in it.

import { fiveDecimals, type Json, properties } from "./exporters";
import { TEXTS } from "./fields";
import type { TextKey } from "./i18n";
import type { Atlas, Feature, Kind, Lang } from "./types";
import { ACCESSES, MODES, PRECISIONS, STATION_KINDS, STATUSES } from "./vocabulary";

/** What a field holds; of a closed list one word, or several. */
export type Holds = "text" | "long" | "number" | "date" | "list" | "position" | "word" | "words";
/** Of a closed list `of` is under what the catalogues have its words. Numbers are US dollars. */
export type Field = readonly [label: TextKey, holds: Holds, of?: string, words?: readonly string[]];

const access = (label: TextKey): Field => [label, "word", "access.", ACCESSES];
/** What a reader may propose, by the field's name without its language, as cards show it. */
const FIELDS = {
  name: ["column.name", "text"],
  status: ["card.status", "word", "status.", STATUSES],
  status_date: ["column.since", "date"],
  geometry: ["card.coordinates", "position"],
  precision: ["filter.precision", "word", "precision.", PRECISIONS],
  sector: ["card.sector", "word", "sector."],
  locality: ["card.where", "text"],
  station_kind: ["kind.station", "word", "station.", STATION_KINDS],
  modes: ["card.modes", "words", "mode.", MODES],
  hours: ["card.hours", "text"],
  passengers: access("card.passengers"),
  freight: access("card.freight"),
  third_country_nationals: access("card.third_country_nationals"),
  cost_usd: ["card.cost", "number"],
  partners: ["card.partners", "list"],
  ends: ["card.ends", "date"],
  kz_name: ["card.kz_side", "text"],
  uz_name: ["card.uz_side", "text"],
  summary: ["propose.summary", "long"],
} as const satisfies Readonly<Record<string, Field>>;
export type Name = keyof typeof FIELDS;
/** What may be missing of anything, and is worth saying. */
const ALWAYS: readonly Name[] = ["name", "status", "status_date", "locality", "cost_usd", "summary"];
/** What is asked of a new place of a kind, its position first. */
export const PLACES: Readonly<Partial<Record<Kind, readonly Name[]>>> = {
  site: ["geometry", "name", "sector", "status", "precision"],
  crossing: ["geometry", "name", "kz_name", "uz_name", "modes", "hours", "status", "precision"],
  station: ["geometry", "name", "station_kind", "status", "precision"],
};

export const fieldOf = (name: Name): Field => FIELDS[name];
/** The column of a field: of a text, that of the language. */
const columnOf = (name: Name, lang: Lang): string =>
  (TEXTS as readonly string[]).includes(name) ? `${name}_${lang}` : name;

/** What the page says of a field in a language, as its files say it; null for nothing. */
export const saidOf = (feature: Feature, name: Name, lang: Lang): Json =>
  name === "geometry"
    ? feature.position && fiveDecimals(feature.position)
    : (properties(feature)[columnOf(name, lang)] ?? null);

/** The fields of a thing that a reader may correct: those that are known, and what may be missing. */
export const correctable = (feature: Feature, lang: Lang): Name[] =>
  (Object.keys(FIELDS) as Name[]).filter(
    (name) => ALWAYS.includes(name) || PLACES[feature.kind]?.includes(name) || saidOf(feature, name, lang) !== null,
  );

export interface Proposed {
  /** Null of a new place. */
  readonly feature: Feature | null;
  /** Of a new place. */
  readonly kind: Kind;
  /** What should be; a position is `[lon, lat]`. */
  readonly fields: Readonly<Partial<Record<Name, Json>>>;
  readonly source: { readonly url: string; readonly title: string; readonly date: string };
  readonly remark: string;
  readonly name: string;
  readonly contact: string;
  readonly lang: Lang;
  /** The day. */
  readonly made: string;
}

/** What is wanting before it can be used: the first two hold it back. */
export function lacking({ feature, fields, remark, source }: Proposed): TextKey[] {
  if (!feature && !(fields.name && fields.geometry)) return ["propose.lack_place"];
  if (!Object.keys(fields).length && !remark) return ["propose.lack_nothing"];
  if (!/^https?:\/\/[^\s/]/i.test(source.url)) return [source.url ? "propose.lack_address" : "propose.lack_source"];
  return /^\d{4}(-\d\d(-\d\d)?)?$/.test(source.date) ? [] : ["propose.lack_date"];
}
export const isHeldBack = ([first = ""]: readonly string[]): boolean => /_(place|nothing)$/.test(first);

/** The file: a FeatureCollection (RFC 7946), with what is proposed beside what the page said. */
export function proposalText({ edition, fingerprint }: Atlas, asked: Proposed): string {
  const { feature, kind, fields, source, remark, name, contact, lang, made } = asked;
  const { geometry, ...others } = fields;
  const names = Object.keys(fields) as Name[];
  const column = (one: Name) => columnOf(one, lang);
  const values = (Object.keys(others) as Exclude<Name, "geometry">[]).map((one) => [column(one), others[one]]);
  const point = geometry ?? (feature?.position ? fiveDecimals(feature.position) : null);
  const corrects = feature
    ? names.map((one) => ({
        id: feature.id,
        field: column(one),
        seen: saidOf(feature, one, lang),
        proposed: fields[one],
      }))
    : [];
  const root = {
    type: "FeatureCollection",
    proposal: {
      version: 1,
      edition,
      fingerprint,
      lang,
      made,
      corrects,
      source: source.url || source.title ? source : null,
      remark,
      name,
      contact,
    },
    features: [
      {
        type: "Feature",
        id: feature?.id,
        properties: {
          id: feature?.id,
          kind: feature?.kind ?? kind,
          ...Object.fromEntries(values),
        },
        geometry: point && { type: "Point", coordinates: point },
      },
    ],
  };
  return `${JSON.stringify(root, null, 1)}\n`;
}

/** `kzuz-proposal-aktau-port-2026-03-15.geojson` */
export const proposalName = ({ feature, made }: Proposed): string =>
  `kzuz-proposal-${feature?.id ?? "place"}-${made}.geojson`;

/** Longer addresses some mail programs cut. */
const LONGEST_MAIL = 1900;

/** The address of a mail with the proposal, to nobody yet; one too long for that asks for the file instead. */
export function mailTo(subject: string, text: string, attach: string): string {
  const address = (body: string) =>
    `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;
  const whole = address(text);
  return whole.length > LONGEST_MAIL ? address(attach) : whole;
}

/** A text as the data have texts: one line, letters composed, nothing unseen, nothing that a spreadsheet would run. */
export function tidy(text: string): string {
  const line = text
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  return line.replace(/^([=@ ]|[+-](?![\d ()-]*$))+/, "");
}
