// What is looked up when words are typed: gatherings, places and features.
import type { Context } from "../../ask/context";
import { createPlaceSearch } from "../../ask/search/gazetteer";
import { gatheringFinder } from "../../ask/search/named_gatherings";
import type { SearchIndex } from "../../ask/search/search";
import { type Found, isPosition } from "./data";

const MOST = 12;
const MOST_PLACES = 3;
/** Fewer letters, where they find anything else, are rather a word of their own: `су` is water, not Surkhandarya. */
const LEAST_OF_PLACE = 3;

/** Looks words up; null where they are none, or a position. */
export interface Lookup {
  /** Makes what is looked in, little by little. */
  prepare(): Promise<unknown>;
  now(query: string): Found | null;
}

export function createLookup({ atlas, store, whole }: Context, index: SearchIndex): Lookup {
  const places = createPlaceSearch(atlas);
  let gatheringsOf: ReturnType<typeof gatheringFinder> | undefined;
  return {
    prepare: () => whole().then(index.prepare).then(places.prepare),
    now(query) {
      if (!query || isPosition(query)) return null;
      gatheringsOf ??= gatheringFinder(atlas);
      const exact = { gatherings: gatheringsOf(query), places: places.find(query, MOST_PLACES) };
      const { hits, areSimilar } = index.find(query, { limit: MOST, lang: store.get().lang });
      const n = hits.length && !areSimilar ? (index.matching(query)?.size ?? 0) : 0;
      if (!areSimilar)
        return { ...exact, places: query.length < LEAST_OF_PLACE ? [] : exact.places, hits, n, areSimilar };
      // What is only like the words is offered where nothing has them.
      if (exact.gatherings.length || exact.places.length) return { ...exact, hits: [], n, areSimilar: false };
      return { gatherings: [], places: places.find(query, MOST_PLACES, true), hits, n, areSimilar };
    },
  };
}
