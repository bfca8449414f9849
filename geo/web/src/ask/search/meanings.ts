// What words mean: the synonyms of the data, as things that a typed word stands for beside itself.
import type { Atlas, Feature, Synonym } from "../../atlas/types";
import { fold } from "./fold";
import type { Match, Terms } from "./near_words";

/** Points for what is meant before all else, which no name outweighs, in its order; for a name that holds another word
 *  for it; for a sector or kind. */
const POINTS = { first: 18, next: -0.1, name: 11, kind: 4 } as const;
/** Shorter words must be met whole: `port` is not the beginning of `portfolio`. */
const LEAST_BEGUN = 5;
/** A typed word may be begun when it has as many letters, and have an ending of as many more. */
const LEAST_TYPED = 3;
const LONGEST_ENDING = 3;
const MOST_WORDS = 3;
/** Beyond this many features sectors and kinds are asked of the filters. */
const KINDS_UP_TO = 20_000;

export interface Meanings {
  /** Whether some words, folded, are one expression: `temir yoʻl`. */
  isExpression(words: string): boolean;
  /** Points of each row that a folded word or expression means. */
  of(typed: string): Map<number, number>;
}

/** Where words are in names: the rows of a term of the index. */
export type RowsOfTerm = (term: number) => Iterable<number>;

const plain = (text: string): string => fold(text).trim().replace(/[ -]+/g, " ");

/** How well a typed word is met by one that has a meaning; 0 for not at all. */
function quality(typed: string, word: string): number {
  if (typed === word) return 1;
  if (typed.length >= LEAST_TYPED && word.startsWith(typed)) return 0.6 + (0.25 * typed.length) / word.length;
  const hasEnding = word.length >= LEAST_BEGUN - 1 && typed.startsWith(word);
  return hasEnding && typed.length - word.length <= LONGEST_ENDING ? 0.8 : 0;
}

const isOf = ({ sectors, kinds, modes }: Synonym, feature: Feature): boolean =>
  !!sectors?.includes(feature.sector) ||
  !!kinds?.includes(feature.kind) ||
  !!modes?.some((mode) => feature.list("modes").includes(mode));

/** @param names the rows in whose names a term of the index stands */
export function createMeanings({ synonyms, features, byId }: Atlas, terms: Terms, names: RowsOfTerm): Meanings {
  const words = synonyms.map((synonym) => [...new Set(synonym.words.map(plain))].filter(Boolean));
  const expressions = new Set(words.flat().filter((word) => word.includes(" ")));
  const known = new Map<number, Map<number, number>>();

  const met = (word: string): Match[] =>
    terms.begun(word).filter(({ quality }) => quality === 1 || word.length >= LEAST_BEGUN);
  /** Rows whose names hold every word of an expression. */
  function named(expression: string): Set<number> {
    const sets = expression.split(" ").map((word) => new Set(met(word).flatMap(({ term }) => [...names(term)])));
    const [first, ...others] = sets;
    return new Set([...first!].filter((row) => others.every((one) => one.has(row))));
  }
  function meant(i: number): Map<number, number> {
    const rows = new Map<number, number>();
    const synonym = synonyms[i]!;
    if (features.length <= KINDS_UP_TO) {
      for (const feature of features) if (isOf(synonym, feature)) rows.set(feature.index, POINTS.kind);
    }
    for (const word of words[i]!) for (const row of named(word)) rows.set(row, POINTS.name);
    for (const [place, id] of (synonym.features ?? []).entries()) {
      const feature = byId(id);
      if (feature) rows.set(feature.index, POINTS.first + POINTS.next * place);
    }
    return rows;
  }
  return {
    isExpression: (text) => expressions.has(text),
    of(typed) {
      const found = new Map<number, number>();
      for (const [i, own] of words.entries()) {
        const best = own.reduce((most, word) => Math.max(most, quality(typed, word)), 0);
        if (!best) continue;
        const rows = known.get(i) ?? meant(i);
        known.set(i, rows);
        for (const [row, points] of rows) found.set(row, Math.max(found.get(row) ?? 0, points * best));
      }
      return found;
    },
  };
}

/** A word or expression that was typed: its words, each with its spellings. */
export interface Unit {
  readonly words: readonly (readonly string[])[];
  /** It as one text. */
  readonly text: string;
}

/** Typed words as units: those that make an expression are one. */
export function unitsOf(typed: readonly (readonly string[])[], { isExpression }: Meanings): Unit[] {
  const units: Unit[] = [];
  for (let i = 0; i < typed.length; ) {
    let n = Math.min(MOST_WORDS, typed.length - i);
    const text = () =>
      typed
        .slice(i, i + n)
        .map(([word]) => word)
        .join(" ");
    while (n > 1 && !isExpression(text())) n--;
    units.push({ words: typed.slice(i, i + n), text: text() });
    i += n;
  }
  return units;
}
