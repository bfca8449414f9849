// How well each thing has the words that were typed.
import type { Lang } from "../../atlas/types";
import { CODES, FIELD_BITS, FIELD_MASK, FIELDS } from "./fields";
import { queryWords } from "./fold";
import { type Unit, unitsOf } from "./meanings";
import type { Match, Terms } from "./near_words";
import type { Index } from "./word_index";

/** What each row has of the words typed. */
export interface Scores {
  readonly units: readonly Unit[];
  readonly total: Float32Array;
  /** Letters of the units it has. */
  readonly held: Uint16Array;
  /** How many of the units that are numbers it has. */
  readonly numbers: Uint8Array;
  /** The field of the best of them. */
  readonly field: Uint8Array;
}

const isNumber = ({ text }: Unit): boolean => /\d/.test(text);
const letters = (units: readonly Unit[]): number => units.reduce((sum, { text }) => sum + text.length, 0);

/** Words of the index that begin so; of like ones also those that hold it further in, or differ by a slip. */
function matches(terms: Terms, spellings: readonly string[], like: boolean): Match[] {
  const begun = spellings.flatMap(terms.begun);
  if (!like) return begun;
  // Somebody who typed a word that exists gets near words too, but not everything that begins alike.
  const near = spellings.flatMap((word) => terms.near(word, begun.length > 0));
  return [...begun, ...spellings.flatMap(terms.inside), ...near];
}

/** Raises the points of rows that have a word, and notes the field. */
function meet(
  { starts, codes }: Index,
  found: readonly Match[],
  weights: readonly number[],
  best: Float32Array,
  field: Uint8Array,
): void {
  for (const { term, quality } of found) {
    for (let k = starts[term]!; k < starts[term + 1]!; k++) {
      const row = codes[k]! >> FIELD_BITS;
      const points = quality * weights[codes[k]! & FIELD_MASK]!;
      if (points <= best[row]!) continue;
      best[row] = points;
      field[row] = codes[k]! & FIELD_MASK;
    }
  }
}

/** The same for a unit: all its words, or what it means. */
function meetUnit(
  index: Index,
  unit: Unit,
  like: boolean,
  weights: readonly number[],
  best: Float32Array,
  field: Uint8Array,
): void {
  const n = best.length;
  const [first, ...others] = unit.words;
  meet(index, matches(index.terms, first!, like), weights, best, field);
  for (const spellings of others) {
    const own = new Float32Array(n);
    meet(index, matches(index.terms, spellings, like), weights, own, new Uint8Array(n));
    for (let row = 0; row < n; row++) best[row] = Math.min(best[row]!, own[row]!);
  }
  for (const [row, points] of index.meanings.of(unit.text)) {
    if (points <= best[row]!) continue;
    best[row] = points;
    field[row] = CODES.get("meaning")!;
  }
}

/** @param like whether words count that are only like those typed */
export function score(index: Index, query: string, lang: Lang | undefined, like: boolean): Scores {
  const { n } = index;
  const units = unitsOf(queryWords(query), index.meanings);
  const weights = FIELDS.map((field) => (lang && field.lang === lang ? field.weight + 1 : field.weight));
  const [total, best, top] = [new Float32Array(n), new Float32Array(n), new Float32Array(n)];
  const [field, own, numbers] = [new Uint8Array(n), new Uint8Array(n), new Uint8Array(n)];
  const held = new Uint16Array(n);
  for (const unit of units) {
    best.fill(0);
    meetUnit(index, unit, like, weights, best, own);
    const isOne = isNumber(unit) ? 1 : 0;
    for (let row = 0; row < n; row++) {
      const points = best[row]!;
      if (!points) continue;
      total[row]! += points;
      held[row]! += unit.text.length;
      numbers[row]! += isOne;
      if (points > top[row]!) {
        top[row] = points;
        field[row] = own[row]!;
      }
    }
  }
  return { units, total, held, numbers, field };
}

/** Rows that have at least so many letters of what was typed, by default all, and all its numbers. */
export function having({ units, held, numbers }: Scores, least = letters(units)): number[] {
  const asked = units.filter(isNumber).length;
  const rows: number[] = [];
  for (let row = 0; row < held.length; row++) if (held[row]! >= least && numbers[row] === asked) rows.push(row);
  return rows;
}

/** Rows that have like words: all of them, or else the most, which must be half of what was typed. */
export function similar(scores: Scores): number[] {
  const rows = having(scores, letters(scores.units) / 2);
  const most = rows.reduce((a, row) => Math.max(a, scores.held[row]!), 0);
  return rows.filter((row) => scores.held[row] === most);
}
