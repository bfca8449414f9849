// The reader's filters: tests that combine, how many features each value would leave, and what to loosen when
// nothing is left. Within one filter any value may match; between filters all must.

import { type AccessQuestion, QUESTIONS } from "../atlas/fields";
import { span, stateAt, statusAt } from "../atlas/history";
import type { Feature } from "../atlas/types";
import { COST_BANDS, COST_UP_TO, type CostBand } from "../atlas/vocabulary";
import { agreedOn } from "./packages";
import type { Filters, Predicate, PredicateSource, State } from "./state";
import { NO_FILTERS } from "./state";

/** Rows the free text lets through, or null when it asks for nothing; `matching` of the search index. */
export type Matching = (text: string) => ReadonlySet<number> | null;

export const FACETS = [
  "text",
  "status",
  "country",
  "admin1",
  "precision",
  "cost",
  "package",
  "agreed",
  "kind",
  "mode",
  ...QUESTIONS,
] as const;
export type Facet = (typeof FACETS)[number];
export type SetFacet = "status" | "country" | "admin1" | "precision" | "cost" | "package" | "agreed" | "kind" | "mode";

export function costBand(usd: number | null | undefined): CostBand {
  if (usd == null || !(usd > 0)) return "none";
  return COST_BANDS.find((band) => usd < (COST_UP_TO[band] ?? Number.POSITIVE_INFINITY))!;
}

function countries(feature: Feature): readonly string[] {
  const listed = feature.list("countries");
  return listed.length ? listed : [...new Set(feature.regions.map((code) => code.slice(0, 2)))];
}

/** What a feature has to say in a facet: the values its filter compares. */
export function values(feature: Feature, facet: Facet, time: string | null): readonly string[] {
  switch (facet) {
    case "text":
      return [];
    case "status": {
      const status = statusAt(feature, time);
      return status ? [status] : [];
    }
    case "country":
      return countries(feature);
    case "admin1":
      return feature.regions;
    case "precision":
      return [feature.precision];
    case "cost":
      return [costBand(feature.get("cost_usd"))];
    case "package":
      return feature.list("packages");
    case "agreed":
      return agreedOn(feature);
    case "kind":
      return [feature.kind];
    case "mode":
      return feature.list("modes");
    default: {
      // Only a crossing can answer who may cross.
      const answer = feature.get(facet);
      return answer ? [answer] : feature.kind === "crossing" ? ["unknown"] : [];
    }
  }
}

/** The values asked for in a facet; an empty list asks for nothing. */
export function chosen(filters: Filters, facet: Exclude<Facet, "text">): readonly string[] {
  if ((QUESTIONS as readonly string[]).includes(facet)) return filters.access[facet as AccessQuestion] ?? [];
  return [...(filters[facet as SetFacet] ?? [])];
}

interface FacetTest {
  readonly facet: Facet;
  readonly test: Predicate;
}

/** One test for each filter in use. */
export function tests(filters: Filters, time: string | null, matching: Matching): FacetTest[] {
  const found: FacetTest[] = [];
  const rows = filters.text.trim() ? matching(filters.text) : null;
  if (rows) found.push({ facet: "text", test: (feature) => rows.has(feature.index) });
  for (const facet of FACETS) {
    if (facet === "text") continue;
    const wanted = new Set(chosen(filters, facet));
    if (!wanted.size) continue;
    found.push({ facet, test: (feature) => values(feature, facet, time).some((value) => wanted.has(value)) });
  }
  return found;
}

/** For the store: `store.addPredicate(filterSource(search.matching))`. */
export const filterSource = (matching: Matching): PredicateSource => ({
  name: "filters",
  keys: ["filters", "time"],
  make({ filters, time }) {
    const all = tests(filters, time, matching);
    return all.length ? (feature) => all.every(({ test }) => test(feature)) : null;
  },
});

/** Hides what is not recorded yet on the chosen date; the undated stay and are counted by `census`. */
export const inTime: PredicateSource = {
  name: "time",
  keys: ["time"],
  make: ({ time }) => (time && span(time) ? (feature) => stateAt(feature, time).state !== "not_yet" : null),
};

export type Counts = ReadonlyMap<Facet, ReadonlyMap<string, number>>;

/**
 * How many features each value of each facet would show, given all the other filters.
 * @param base mask of what the rest of the page shows: `store.mask("filters")`
 */
export function counts(
  features: readonly Feature[],
  { filters, time }: Pick<State, "time" | "filters">,
  matching: Matching,
  base?: Uint8Array,
): Counts {
  const all = tests(filters, time, matching);
  const found = new Map(FACETS.map((facet) => [facet, new Map<string, number>()] as const));
  const add = (feature: Feature, facet: Facet) => {
    const perValue = found.get(facet)!;
    for (const value of values(feature, facet, time)) perValue.set(value, (perValue.get(value) ?? 0) + 1);
  };
  for (const feature of features) {
    if (base && !base[feature.index]) continue;
    const failed = all.filter(({ test }) => !test(feature));
    if (failed.length > 1) continue;
    // What one filter alone keeps out would come back by that filter's own values.
    if (failed[0]) add(feature, failed[0].facet);
    else for (const facet of FACETS) add(feature, facet);
  }
  return found;
}

/** The filters without one facet. */
export function without(filters: Filters, facet: Facet): Filters {
  if (facet === "text") return { ...filters, text: "" };
  if ((QUESTIONS as readonly string[]).includes(facet)) {
    const { [facet as AccessQuestion]: _, ...access } = filters.access;
    return { ...filters, access };
  }
  return { ...filters, [facet]: new Set() };
}

/** The filters with one value put in or taken out. */
export function toggled(filters: Filters, facet: Exclude<Facet, "text">, value: string, isOn: boolean): Filters {
  const rest = chosen(filters, facet).filter((word) => word !== value);
  const now = isOn ? [...rest, value] : rest;
  if (!now.length) return without(filters, facet);
  if ((QUESTIONS as readonly string[]).includes(facet))
    return { ...filters, access: { ...filters.access, [facet]: now } };
  return { ...filters, [facet]: new Set(now) };
}

export const inUse = (filters: Filters): Facet[] =>
  FACETS.filter((facet) => (facet === "text" ? filters.text.trim() !== "" : chosen(filters, facet).length > 0));

export interface Loosening {
  /** The filters to drop: one, or all of them when no single one helps. */
  readonly facets: readonly Facet[];
  readonly filters: Filters;
  /** How many features that would show. */
  readonly n: number;
}

/** When nothing is left: which filter to drop, the one that brings back most first. */
export function loosen(
  features: readonly Feature[],
  { filters, time }: Pick<State, "time" | "filters">,
  matching: Matching,
  base?: Uint8Array,
): Loosening[] {
  const all = tests(filters, time, matching);
  const alone = new Map<Facet, number>();
  let total = 0;
  for (const feature of features) {
    if (base && !base[feature.index]) continue;
    total++;
    const failed = all.filter(({ test }) => !test(feature));
    if (failed.length === 1) alone.set(failed[0]!.facet, (alone.get(failed[0]!.facet) ?? 0) + 1);
  }
  const single = [...alone].map(([facet, n]) => ({ facets: [facet], filters: without(filters, facet), n }));
  if (single.length)
    return single.sort((a, b) => b.n - a.n || FACETS.indexOf(a.facets[0]!) - FACETS.indexOf(b.facets[0]!));
  return all.length && total ? [{ facets: all.map(({ facet }) => facet), filters: NO_FILTERS, n: total }] : [];
}
