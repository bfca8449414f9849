// What is asked of the page: language, what is shown, which place is open. Also as the end of an address.
import { isLang } from "../atlas/languages";
import type { Lang } from "../atlas/types";
import type { Counts } from "./data";

export const FACETS = ["sector", "status", "admin1"] as const;
export type Facet = (typeof FACETS)[number];
/** The words of a facet that are shown; none chosen is all. */
export type Chosen = Readonly<Record<Facet, ReadonlySet<string>>>;

export interface State {
  readonly lang: Lang;
  readonly chosen: Chosen;
  /** The number of the place whose card is open. */
  readonly open: number | null;
}
export type Key = keyof State;
export interface Store {
  get(): State;
  set(change: Partial<State>): void;
  on(keys: readonly Key[], heard: () => void): void;
}

export const NONE: Chosen = { sector: new Set(), status: new Set(), admin1: new Set() };

export function makeStore(first: State): Store {
  let state = first;
  const listeners: [readonly Key[], () => void][] = [];
  return {
    get: () => state,
    set(change) {
      const before = state;
      state = { ...state, ...change };
      const changed = (Object.keys(change) as Key[]).filter((key) => before[key] !== state[key]);
      for (const [keys, heard] of listeners) if (keys.some((key) => changed.includes(key))) heard();
    },
    on(keys, heard) {
      listeners.push([keys, heard]);
    },
  };
}

export function toggled(chosen: Chosen, facet: Facet, word: string): Chosen {
  const words = new Set(chosen[facet]);
  if (!words.delete(word)) words.add(word);
  return { ...chosen, [facet]: words };
}

const passes = (chosen: Chosen, counts: Counts, row: number, but?: Facet): boolean =>
  FACETS.every((facet) => facet === but || !chosen[facet].size || chosen[facet].has(counts[facet][row]!));

/** How many places are shown. */
export const shownOf = (counts: Counts, chosen: Chosen): number =>
  counts.n.reduce((sum, n, row) => sum + (passes(chosen, counts, row) ? n : 0), 0);

/** How many places each word of a facet has among those that the other facets let through. */
export function tally(counts: Counts, chosen: Chosen, facet: Facet): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  counts.n.forEach((n, row) => {
    const word = counts[facet][row]!;
    found.set(word, (found.get(word) ?? 0) + (passes(chosen, counts, row, facet) ? n : 0));
  });
  return found;
}

/** `#lang=ru&sector=water,energy` */
export function written({ lang, chosen, open }: State): string {
  const parts = new URLSearchParams({ lang });
  for (const facet of FACETS) if (chosen[facet].size) parts.set(facet, [...chosen[facet]].join(","));
  if (open !== null) parts.set("place", String(open));
  return `#${parts}`;
}

/** What an address asks for, of what there is. */
export function asked(hash: string, counts: Counts): Partial<State> {
  const parts = new URLSearchParams(hash.slice(1));
  const lang = parts.get("lang");
  const open = Number(parts.get("place") ?? Number.NaN);
  const words = (facet: Facet) => {
    const there = new Set(counts[facet]);
    return new Set((parts.get(facet) ?? "").split(",").filter((word) => word && there.has(word)));
  };
  return {
    ...(isLang(lang) && { lang }),
    chosen: { sector: words("sector"), status: words("status"), admin1: words("admin1") },
    open: Number.isInteger(open) && open >= 0 ? open : null,
  };
}
