// What may be asked, what is asked, and the ways back when nothing is left: words and states, no elements.
import type { Context } from "../../ask/context";
import { chosen, type Facet, inUse, loosen, type Matching, toggled, values, without } from "../../ask/filters";
import { NO_FILTERS, type State } from "../../ask/state";
import { QUESTIONS } from "../../atlas/fields";
import { date } from "../../atlas/format";
import type { Feature } from "../../atlas/types";
import { COST_BANDS } from "../../atlas/vocabulary";
import { placeName } from "../../parts/text";

export type ValueFacet = Exclude<Facet, "text">;
/** In the order readers ask; the crossings' own questions come last, under a heading. */
export const GENERAL: readonly ValueFacet[] = ["status", "country", "admin1", "kind", "precision", "cost", "package"];
export const OF_CROSSINGS: readonly ValueFacet[] = ["mode", ...QUESTIONS];
const MOST_WAYS = 3;

/** The closed list a facet's values are words of. */
const listOf = (facet: ValueFacet): string => ((QUESTIONS as readonly string[]).includes(facet) ? "access" : facet);

export function valueLabel(context: Context, facet: ValueFacet, value: string): string {
  if (facet === "country" || facet === "admin1") return placeName(context, value);
  if (facet === "agreed") return date(context.t(), value);
  const words = context.t();
  return (facet === "cost" ? words.find(`cost.${value}`) : words.find(`${listOf(facet)}.${value}`)) ?? value;
}

/** The values of each facet that something has; every feature is asked once. */
export function valuesThere(features: readonly Feature[]): Map<ValueFacet, Set<string>> {
  const found = new Map([...GENERAL, ...OF_CROSSINGS].map((facet) => [facet, new Set<string>()] as const));
  for (const feature of features) {
    for (const [facet, there] of found) for (const value of values(feature, facet, null)) there.add(value);
  }
  return found;
}

/** The values that are there in the order they are offered: of the closed lists, or of the alphabet. */
export function offered(context: Context, facet: ValueFacet, there: ReadonlySet<string>): string[] {
  const { atlas, store } = context;
  if (facet === "admin1") {
    const byName = new Intl.Collator(store.get().lang).compare;
    return [...there].sort(
      (a, b) => a.slice(0, 2).localeCompare(b.slice(0, 2)) || byName(placeName(context, a), placeName(context, b)),
    );
  }
  const order = facet === "cost" ? COST_BANDS : atlas.words[listOf(facet)];
  return order ? order.filter((word) => there.has(word)) : [...there].sort();
}

type Patch = () => Partial<State>;

/** Something that narrows what is shown, and how to take it off. */
export interface InForce {
  readonly key: string;
  readonly label: string;
  readonly off: Patch;
}

/** Each filter that is on, then the date, then the sectors switched off. */
export function inForce(context: Context): InForce[] {
  const { store, t } = context;
  const { filters, time, off } = store.get();
  const words = t();
  const found = inUse(filters).flatMap((facet): InForce[] => {
    const name = words(`filter.${facet}`);
    if (facet === "text") {
      const drop = () => ({ filters: without(store.get().filters, facet) });
      return [{ key: facet, label: `${name}: “${filters.text.trim()}”`, off: drop }];
    }
    return chosen(filters, facet).map((value) => ({
      key: `${facet}:${value}`,
      label: `${name}: ${valueLabel(context, facet, value)}`,
      off: () => ({ filters: toggled(store.get().filters, facet, value, false) }),
    }));
  });
  if (time)
    found.push({ key: "time", label: words("time.at", { date: date(words, time) }), off: () => ({ time: null }) });
  if (off.size) {
    found.push({ key: "off", label: words.count("count.sectors_off", off.size), off: () => ({ off: new Set() }) });
  }
  return found;
}

export const ALL_OFF: Partial<State> = { filters: NO_FILTERS, time: null, off: new Set() };

/** A button that changes the state. */
export interface Way {
  readonly label: string;
  readonly patch: Partial<State>;
}

/** Where nothing is shown: what to take off so that something is; else none. */
export function waysBack({ atlas, store, t }: Context, matching: Matching): Way[] {
  if (store.mask().includes(1) || !atlas.features.length) return [];
  const state = store.get();
  const words = t();
  const ways = loosen(atlas.features, state, matching, store.mask("filters"))
    .filter(({ facets }) => facets.length === 1)
    .slice(0, MOST_WAYS)
    .map(({ facets, filters, n }): Way => {
      const filter = words(`filter.${facets[0]!}`);
      return { label: words("filter.loosen", { filter, count: words.count("count.features", n) }), patch: { filters } };
    });
  if (state.time) ways.push({ label: words("time.today"), patch: { time: null } });
  return [...ways, { label: words("filter.clear"), patch: ALL_OFF }];
}
