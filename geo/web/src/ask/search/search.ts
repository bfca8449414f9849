// Finds features by what people type: names in all five languages, ids, places, partners, and what a thing is.
import type { Atlas, Feature, Lang } from "../../atlas/types";
import { sliced } from "../../boot/slices";
import { explanation, FIELDS, type FieldEntry, type SearchField } from "./fields";
import { having, type Scores, score, similar } from "./scores";
import { buildIndex } from "./word_index";

/** Points for a name that is nothing but the words typed, and how many of the best are looked at so closely. */
const WHOLE_TEXT = 4;
const RERANKED = 200;

export interface Hit {
  readonly feature: Feature;
  readonly score: number;
  readonly field: SearchField;
  /** What explains the hit, in the reader's language; empty where nothing in it does. */
  readonly text: string;
}

export interface Hits {
  /** Best first. */
  readonly hits: readonly Hit[];
  /** None of them holds the words as they were typed: they have like ones, or only most of them. */
  readonly areSimilar: boolean;
}

export interface SearchIndex {
  /** Makes the index little by little; a question that comes before it is done waits for the rest. */
  prepare(): Promise<unknown>;
  /** A name in `lang` weighs a little more. */
  find(query: string, options?: { limit?: number; lang?: Lang }): Hits;
  /** Rows of the features that hold every word, or null when the text asks for nothing. */
  matching(query: string): ReadonlySet<number> | null;
}

/** How much of a name the typed words are: `Shymkent` is more Shymkent than a line that passes it. */
function share(feature: Feature, { lang }: FieldEntry, asked: number): number {
  const name = lang && feature.texts("name")[lang];
  return name ? Math.min(1, asked / (name.split(" ").length || 1)) : 0;
}

/** The best of some rows, best first. */
function best({ features }: Atlas, { units, total, field }: Scores, rows: number[], limit: number): number[] {
  const down = (a: number, b: number) => total[b]! - total[a]! || a - b;
  rows.sort(down);
  for (const row of rows.slice(0, RERANKED))
    total[row]! += WHOLE_TEXT * share(features[row]!, FIELDS[field[row]!]!, units.length);
  return rows.sort(down).slice(0, limit);
}

/** The index is made when somebody is about to ask, so that opening a page costs nothing. */
export function createSearch(atlas: Atlas): SearchIndex {
  const index = sliced(() => buildIndex(atlas));
  let last: { query: string; rows: ReadonlySet<number> | null } | undefined;

  function matching(query: string): ReadonlySet<number> | null {
    const scores = score(index.now(), query, undefined, false);
    return scores.units.length ? new Set(having(scores)) : null;
  }
  return {
    prepare: index.later,
    find(query, { limit = 20, lang } = {}) {
      let scores = score(index.now(), query, lang, false);
      if (!scores.units.length) return { hits: [], areSimilar: false };
      let rows = having(scores);
      const areSimilar = !rows.length;
      if (areSimilar) {
        scores = score(index.now(), query, lang, true);
        rows = similar(scores);
      }
      const hits = best(atlas, scores, rows, limit).map((row): Hit => {
        const feature = atlas.features[row]!;
        const field = FIELDS[scores.field[row]!]!.name;
        return { feature, score: scores.total[row]!, field, text: explanation(atlas, feature, field, query, lang) };
      });
      return { hits, areSimilar };
    },
    matching(query) {
      // Filters ask the same again for every step of the time slider.
      if (last?.query !== query) last = { query, rows: matching(query) };
      return last.rows;
    },
  };
}
