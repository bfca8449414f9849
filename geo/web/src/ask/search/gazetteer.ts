// Regions and towns by name, in any of the spellings `fold` knows: where to fly to, or what to filter by.

import { boundsOf, townPosition } from "../../atlas/outlines";
import type { Atlas, Position, Texts } from "../../atlas/types";
import { sliced } from "../../boot/slices";
import { fold, queryWords, words } from "./fold";
import { createTerms } from "./near_words";

export interface Place {
  /** ISO 3166-2 code of a region; null for a town. */
  readonly code: string | null;
  readonly name: Texts;
  /** Where it is, if the drawn map has it: the town itself, or the middle of the region's outline. */
  readonly position: Position | null;
}

/** Middle of the box around a region, which is where a map should look, not where anything stands. */
function middle({ basemap }: Atlas, code: string): Position | null {
  const box = boundsOf(basemap, [code]);
  return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

function all(atlas: Atlas): Place[] {
  const regions = Object.keys(atlas.places)
    .filter((code) => code.includes("-"))
    .map(
      (code): Place => ({
        code,
        name: atlas.places[code]!,
        // Outlines are long, and few regions are ever asked where they are.
        get position() {
          return middle(atlas, code);
        },
      }),
    );
  const towns = (atlas.basemap.cities ?? []).map(
    (town): Place => ({ code: null, name: town.name, position: townPosition(atlas.basemap, town) }),
  );
  return [...regions, ...towns];
}

export interface PlaceSearch {
  /** Makes the finder little by little; a question that comes before it is done waits for the rest. */
  prepare(): Promise<unknown>;
  /** The best places first, regions before towns of the same name; with `near` those whose names are only like it. */
  find(query: string, limit?: number, near?: boolean): Place[];
}

type Score = (query: string, near: boolean) => Map<number, number>;

function* make(atlas: Atlas): Generator<void, { places: Place[]; score: Score }> {
  const places = all(atlas);
  const byWord = new Map<string, Set<number>>();
  for (const [row, { name, code }] of places.entries()) {
    for (const word of [...Object.values(name), code ?? ""].flatMap(words)) {
      byWord.set(word, (byWord.get(word) ?? new Set()).add(row));
    }
    yield;
  }
  const list = [...byWord.keys()].sort((a, b) => (a < b ? -1 : 1));
  const terms = createTerms(list);
  const score: Score = (query, near) => {
    const scores = new Map<number, number>();
    const asked = queryWords(query);
    asked.forEach((spellings, i) => {
      const best = new Map<number, number>();
      const begun = spellings.flatMap(terms.begun);
      const met = near && !begun.length ? spellings.flatMap((word) => terms.near(word, false)) : begun;
      for (const { term, quality } of met) {
        for (const row of byWord.get(list[term]!)!) best.set(row, Math.max(best.get(row) ?? 0, quality));
      }
      // A place must have every word.
      for (const [row, quality] of best) if (!i || scores.has(row)) scores.set(row, (scores.get(row) ?? 0) + quality);
      for (const row of [...scores.keys()]) if (!best.has(row)) scores.delete(row);
    });
    const whole = fold(query).trim();
    for (const [row, points] of scores) {
      if (Object.values(places[row]!.name).some((name) => fold(name) === whole)) scores.set(row, points + 1);
    }
    return scores;
  };
  return { places, score };
}

export function createPlaceSearch(atlas: Atlas): PlaceSearch {
  const made = sliced(() => make(atlas));
  return {
    prepare: made.later,
    find(query, limit = 5, near = false) {
      const { places, score } = made.now();
      return [...score(query, near)]
        .sort(([a, x], [b, y]) => y - x || a - b)
        .slice(0, limit)
        .map(([row]) => places[row]!);
    },
  };
}
