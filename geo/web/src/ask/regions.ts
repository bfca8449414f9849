// How much the filters leave in each region, and the classes it is coloured by.
import type { Feature } from "../atlas/types";
import { TRAITS } from "../atlas/vocabulary";
import type { Measure } from "./state";

export interface Total {
  readonly code: string;
  readonly number: number;
  /** Published costs in US dollars, added up. */
  readonly cost: number;
}

/**
 * Totals by region, as `geo/summary.py` counts: a thing in several regions counts in each, with all of its cost; stops
 * of railways do not count, and costs only of what is built, for figures repeat them.
 */
export function regionTotals(features: Iterable<Feature>): Total[] {
  const found = new Map<string, { number: number; cost: number }>();
  for (const feature of features) {
    const { counted, costed } = TRAITS[feature.kind];
    if (!counted) continue;
    for (const code of feature.regions) {
      const total = found.get(code) ?? { number: 0, cost: 0 };
      total.number++;
      if (costed) total.cost += feature.get("cost_usd") ?? 0;
      found.set(code, total);
    }
  }
  return [...found].map(([code, total]) => ({ code, ...total }));
}

/** Values of one colour, from the least to the greatest that there is of them. */
export interface Class {
  readonly from: number;
  readonly to: number;
}
const MOST_CLASSES = 4;

/** The classes of some totals, about as many regions in each; what is equal is of one class, and nought of none. */
export function classesOf(totals: readonly Total[], measure: Measure): Class[] {
  const values = totals.map((total) => total[measure]).filter((value) => value > 0);
  values.sort((a, b) => a - b);
  const ends = Array.from(
    { length: MOST_CLASSES },
    (_, i) => values[Math.ceil(((i + 1) * values.length) / MOST_CLASSES) - 1],
  );
  const tops = [...new Set(ends.filter((end) => end !== undefined))];
  return tops.map((to, i) => ({ from: values.find((value) => i === 0 || value > tops[i - 1]!)!, to }));
}

/** The class a value is of; −1 of nought. */
export const classAt = (classes: readonly Class[], value: number): number =>
  value > 0 ? classes.findIndex(({ to }) => value <= to) : -1;
