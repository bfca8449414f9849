// The order and the groups of a list of features: by what a reader would look for, in the reader's own alphabet.

import { eventBehind, span, stateAt, statusOn } from "../atlas/history";
import { shown } from "../atlas/languages";
import type { Atlas, Feature, Lang, SectorId } from "../atlas/types";
import { CORE_COUNTRIES, PROMISES } from "../atlas/vocabulary";

export const SORTS = ["given", "name", "kind", "sector", "status", "place", "precision", "since", "cost"] as const;
export type Sort = (typeof SORTS)[number];
export const GROUPINGS = ["sector", "region", "none"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Order {
  readonly by: Sort;
  readonly descending: boolean;
}

/** Where a thing is, as codes of regions, or of countries if no region is known. */
export function placeCodes(feature: Feature): readonly string[] {
  const found = feature.regions;
  if (found.length) return found;
  const concerned = feature.list("applies_to");
  return concerned.length ? concerned : feature.list("countries");
}

/**
 * The day from which the state is known: of the status itself, else of the last event that is no promise; on a
 * date asked for, the day of the event that brought about the state of that date.
 */
export function since(feature: Feature, time: string | null = null): string | null {
  if (time !== null) return eventBehind(feature, stateAt(feature, time))?.date || null;
  const own = feature.get("status_date");
  if (own) return own;
  let last: { date: string; day: number } | null = null;
  for (const { date, kind } of feature.events) {
    const day = PROMISES.has(kind) ? undefined : span(date)?.to;
    if (date && day !== undefined && (!last || day >= last.day)) last = { date, day };
  }
  return last?.date ?? null;
}

/** What is compared: a number, or a text; null goes last whichever way the list runs. */
function keyOf(atlas: Atlas, lang: Lang, by: Sort, time: string | null): (feature: Feature) => number | string | null {
  const rank = (list: readonly string[] | undefined) => {
    const places = new Map((list ?? []).map((word, i) => [word, i]));
    return (word: string) => places.get(word) ?? places.size;
  };
  const place = (code: string | undefined) => (code ? (shown(atlas.places[code], lang)?.text ?? code) : null);
  switch (by) {
    case "given":
      return ({ index }) => index;
    case "name":
      return (feature) => feature.name(lang).text;
    case "sector": {
      const order = rank(atlas.sectors.map(({ id }) => id));
      return ({ sector }) => order(sector);
    }
    case "kind":
    case "precision": {
      const order = rank(atlas.words[by]);
      return (feature) => order(feature[by]);
    }
    case "status": {
      const order = rank(atlas.words.status);
      return (feature) => order(statusOn(feature, time));
    }
    case "place":
      return (feature) => place(placeCodes(feature)[0]);
    case "since":
      return (feature) => span(since(feature, time))?.to ?? null;
    default:
      return (feature) => feature.get("cost_usd") ?? null;
  }
}

export function sorted(
  atlas: Atlas,
  features: readonly Feature[],
  { by, descending }: Order,
  lang: Lang,
  time: string | null = null,
): Feature[] {
  const key = keyOf(atlas, lang, by, time);
  // Numbers inside names count as numbers: "Phase 2" comes before "Phase 10".
  const { compare } = new Intl.Collator(lang, { numeric: true });
  const sign = descending ? -1 : 1;
  const keyed = features.map((feature) => [key(feature), feature] as const);
  keyed.sort(([a, x], [b, y]) => {
    if (a === null || b === null) return a === b ? x.index - y.index : a === null ? 1 : -1;
    const order = typeof a === "string" ? compare(a, b as string) : a - (b as number);
    return sign * order || x.index - y.index;
  });
  return keyed.map(([, feature]) => feature);
}

/** How many of the features each sector has. */
export function countBySector(features: Iterable<Feature>): Map<SectorId, number> {
  const tally = new Map<SectorId, number>();
  for (const { sector } of features) tally.set(sector, (tally.get(sector) ?? 0) + 1);
  return tally;
}

export interface Group {
  /** Id of a sector, code of a region or country, or "" for things without one. */
  readonly key: string;
  readonly features: readonly Feature[];
}

/** A thing that concerns several regions stands under each of them; the order inside the groups is kept. */
export function grouped(atlas: Atlas, features: readonly Feature[], by: Grouping, lang: Lang): Group[] {
  if (by === "none") return features.length ? [{ key: "", features }] : [];
  const found = new Map<string, Feature[]>();
  for (const feature of features) {
    const codes = by === "sector" ? [feature.sector] : placeCodes(feature);
    for (const code of codes.length ? codes : [""]) {
      const list = found.get(code);
      if (list) list.push(feature);
      else found.set(code, [feature]);
    }
  }
  if (by === "sector") {
    return atlas.sectors.flatMap(({ id }) => (found.has(id) ? [{ key: id, features: found.get(id)! }] : []));
  }
  const name = (code: string) => shown(atlas.places[code], lang)?.text ?? code;
  const { compare } = new Intl.Collator(lang);
  // The two countries the atlas is about, then the others, each before its regions; what has no place comes last.
  const rank = (code: string) => {
    const country = code.slice(0, 2);
    return `${code ? ((CORE_COUNTRIES as readonly string[]).includes(country) ? 0 : 1) : 2}${country}${code.includes("-") ? 1 : 0}`;
  };
  return [...found]
    .sort(([a], [b]) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : compare(name(a), name(b))))
    .map(([key, list]) => ({ key, features: list }));
}
