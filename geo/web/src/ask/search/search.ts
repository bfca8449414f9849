// Finds features by what people type: names in all five languages, ids, places, partners, and what a thing is.

import type { Atlas, Feature, Lang, Texts } from "../../atlas/types";
import { LANGUAGES } from "../../atlas/vocabulary";
import { sliced } from "../../boot/slices";
import { queryWords, words } from "./fold";
import { createMeanings, type Meanings, type Unit, unitsOf } from "./meanings";
import { createTerms, type Match, type Terms } from "./near_words";
import { gather, type Postings } from "./postings";

/** Points for a word found in a field; a name has one field a language, and what a word means has points of its own. */
const WEIGHTS = { name: 10, post: 8, id: 5, locality: 5, region: 4, partner: 4, label: 2, meaning: 0 } as const;
type OtherField = Exclude<keyof typeof WEIGHTS, "name">;
/** Where a word was found. */
export type SearchField = `name_${Lang}` | OtherField;
interface FieldEntry {
  readonly name: SearchField;
  readonly weight: number;
  /** The language of a name. */
  readonly lang: Lang | null;
}
/** Their order is the code kept in the index. */
export const FIELDS: readonly FieldEntry[] = [
  ...LANGUAGES.map((lang) => ({ name: `name_${lang}` as const, weight: WEIGHTS.name, lang })),
  ...(["post", "id", "locality", "region", "partner", "label", "meaning"] as const).map((name) => ({
    name,
    weight: WEIGHTS[name],
    lang: null,
  })),
];
const CODES = new Map(FIELDS.map(({ name }, code) => [name, code]));
const FIELD_BITS = Math.ceil(Math.log2(FIELDS.length));
const FIELD_MASK = (1 << FIELD_BITS) - 1;
/** Points for a name that is nothing but the words typed, and how many of the best are looked at so closely. */
const WHOLE_TEXT = 4;
const RERANKED = 200;
/** Beyond this many features sector and status words would only fill memory; filters answer for them. */
const LABELS_UP_TO = 20_000;

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

/** Everything a feature can be found by, as pairs of field and text. */
function* texts(feature: Feature): Generator<[field: SearchField, text: string]> {
  const names = feature.texts("name");
  for (const lang of LANGUAGES) if (names[lang]) yield [`name_${lang}`, names[lang]];
  for (const field of ["kz_name", "uz_name"] as const) {
    for (const name of Object.values(feature.texts(field))) yield ["post", name];
  }
  yield ["id", feature.id];
  const locality = feature.get("locality");
  if (locality) yield ["locality", locality];
  for (const partner of feature.list("partners")) yield ["partner", partner];
}

/** Codes of the regions a feature is found by. */
function regionsOf(feature: Feature): Set<string> {
  const sides = [feature.get("kz_admin1"), feature.get("uz_admin1")];
  const codes = [...feature.list("admin1"), ...feature.list("applies_to"), ...sides];
  return new Set(codes.filter((code) => code?.includes("-")) as string[]);
}

/** Texts that many features share: their words are folded once. */
function* sharedTexts(feature: Feature, labels: boolean): Generator<[field: SearchField, key: string]> {
  for (const code of regionsOf(feature)) yield ["region", `place:${code}`];
  if (!labels) return;
  yield ["label", `sector:${feature.sector}`];
  yield ["label", `status:${feature.status}`];
  yield ["label", `kind:${feature.kind}`];
}

function inAllLanguages(atlas: Atlas, key: string): string[] {
  const [list, word] = key.split(":") as [string, string];
  const named: Texts | undefined =
    list === "place"
      ? atlas.places[word]
      : list === "sector"
        ? atlas.sector(word as Feature["sector"]).name
        : undefined;
  if (named) return LANGUAGES.flatMap((lang) => named[lang] ?? []);
  return LANGUAGES.flatMap((lang) => atlas.messages[lang]?.[`${list}.${word}`] ?? []);
}

/** How many words of some texts begin as the typed ones do, but for endings. */
function shared(query: string, texts: readonly string[]): number {
  const typed = queryWords(query)
    .flat()
    .map((word) => word.slice(0, Math.max(3, word.length - 2)));
  return texts.flatMap(words).filter((word) => typed.some((begin) => word.startsWith(begin))).length;
}

/** The region, post, place or partner a feature was found by, in `lang`; empty where that language has no text for it. */
function explanation(atlas: Atlas, feature: Feature, field: SearchField, query: string, lang: Lang = "en"): string {
  let told: Texts[] = [];
  if (field === "post") told = [feature.texts("kz_name"), feature.texts("uz_name")];
  else if (field === "region") told = [...regionsOf(feature)].map((code) => atlas.places[code] ?? {});
  else if (field === "locality") told = [{ en: feature.get("locality") ?? "" }];
  else if (field === "partner") told = feature.list("partners").map((name) => ({ en: name }));
  const weighed = told.map((texts) => ({ text: texts[lang] ?? "", n: shared(query, Object.values(texts)) }));
  return weighed.reduce((a, b) => (b.n > a.n ? b : a), { text: "", n: 0 }).text;
}

interface Index extends Postings {
  readonly terms: Terms;
  readonly meanings: Meanings;
}

function* build(atlas: Atlas): Generator<void, Index> {
  const gathered = gather();
  const sharedWords = new Map<string, string[]>();
  // Many things have the same partners; and a name is often the same in several languages.
  const partners = new Map<string, readonly string[]>();
  const ofOne = new Map<string, readonly string[]>();
  const wordsOf = (field: SearchField, text: string) => {
    const known = field === "partner" ? partners : ofOne;
    const found = known.get(text) ?? words(text);
    known.set(text, found);
    return found;
  };
  const labels = atlas.features.length <= LABELS_UP_TO;
  for (const feature of atlas.features) {
    const row = feature.index << FIELD_BITS;
    ofOne.clear();
    for (const [field, text] of texts(feature)) {
      const code = row | CODES.get(field)!;
      for (const word of wordsOf(field, text)) gathered.add(word, code);
    }
    for (const [field, key] of sharedTexts(feature, labels)) {
      let list = sharedWords.get(key);
      if (!list) {
        list = [...new Set(inAllLanguages(atlas, key).flatMap(words))];
        sharedWords.set(key, list);
      }
      for (const word of list) gathered.add(word, row | CODES.get(field)!);
    }
    yield;
  }
  const postings = yield* gathered.sorted();
  const terms = createTerms(postings.list);
  return { ...postings, terms, meanings: createMeanings(atlas, terms, (term) => namedRows(postings, term)) };
}

function* namedRows({ starts, codes }: Postings, term: number): Generator<number> {
  for (let k = starts[term]!; k < starts[term + 1]!; k++) {
    if (FIELDS[codes[k]! & FIELD_MASK]!.lang) yield codes[k]! >> FIELD_BITS;
  }
}

/** What each row has of the words typed. */
interface Scores {
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

/** The index is made when somebody is about to ask, so that opening a page costs nothing. */
export function createSearch(atlas: Atlas): SearchIndex {
  const index = sliced(() => build(atlas));
  let last: { query: string; rows: ReadonlySet<number> | null } | undefined;
  const n = atlas.features.length;

  /** Raises the points of rows that have a word, and notes the field. */
  function meet(found: readonly Match[], weights: readonly number[], best: Float32Array, field: Uint8Array): void {
    const { starts, codes } = index.now();
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
    unit: Unit,
    like: boolean,
    weights: readonly number[],
    best: Float32Array,
    field: Uint8Array,
  ): void {
    const { terms, meanings } = index.now();
    const [first, ...others] = unit.words;
    meet(matches(terms, first!, like), weights, best, field);
    for (const spellings of others) {
      const own = new Float32Array(n);
      meet(matches(terms, spellings, like), weights, own, new Uint8Array(n));
      for (let row = 0; row < n; row++) best[row] = Math.min(best[row]!, own[row]!);
    }
    for (const [row, points] of meanings.of(unit.text)) {
      if (points <= best[row]!) continue;
      best[row] = points;
      field[row] = CODES.get("meaning")!;
    }
  }

  function score(query: string, lang: Lang | undefined, like: boolean): Scores {
    const units = unitsOf(queryWords(query), index.now().meanings);
    const weights = FIELDS.map((field) => (lang && field.lang === lang ? field.weight + 1 : field.weight));
    const [total, best, top] = [new Float32Array(n), new Float32Array(n), new Float32Array(n)];
    const [field, own, numbers] = [new Uint8Array(n), new Uint8Array(n), new Uint8Array(n)];
    const held = new Uint16Array(n);
    for (const unit of units) {
      best.fill(0);
      meetUnit(unit, like, weights, best, own);
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

  /** Rows that have at least so many letters of what was typed, and all its numbers. */
  function having({ units, held, numbers }: Scores, least: number): number[] {
    const asked = units.filter(isNumber).length;
    const rows: number[] = [];
    for (let row = 0; row < n; row++) if (held[row]! >= least && numbers[row] === asked) rows.push(row);
    return rows;
  }
  /** Rows that have like words: all of them, or else the most, which must be half of what was typed. */
  function similar(scores: Scores): number[] {
    const asked = letters(scores.units);
    const rows = having(scores, asked / 2);
    const most = rows.reduce((a, row) => Math.max(a, scores.held[row]!), 0);
    return rows.filter((row) => scores.held[row] === most);
  }

  /** How much of a name the typed words are: `Shymkent` is more Shymkent than a line that passes it. */
  function share(feature: Feature, { lang }: FieldEntry, asked: number): number {
    const name = lang && feature.texts("name")[lang];
    return name ? Math.min(1, asked / (name.split(" ").length || 1)) : 0;
  }

  function best({ units, total, field }: Scores, rows: number[], limit: number): number[] {
    const down = (a: number, b: number) => total[b]! - total[a]! || a - b;
    rows.sort(down);
    for (const row of rows.slice(0, RERANKED))
      total[row]! += WHOLE_TEXT * share(atlas.features[row]!, FIELDS[field[row]!]!, units.length);
    return rows.sort(down).slice(0, limit);
  }

  function matching(query: string): ReadonlySet<number> | null {
    const scores = score(query, undefined, false);
    return scores.units.length ? new Set(having(scores, letters(scores.units))) : null;
  }

  return {
    prepare: index.later,
    find(query, { limit = 20, lang } = {}) {
      let scores = score(query, lang, false);
      if (!scores.units.length) return { hits: [], areSimilar: false };
      let rows = having(scores, letters(scores.units));
      const areSimilar = !rows.length;
      if (areSimilar) {
        scores = score(query, lang, true);
        rows = similar(scores);
      }
      const hits = best(scores, rows, limit).map((row): Hit => {
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
