// Finds features by what people type: names in all five languages, ids, places, partners, and what a thing is.

import type { Atlas, Feature, Lang, Texts } from "../../atlas/types";
import { LANGUAGES } from "../../atlas/vocabulary";
import { sliced } from "../../boot/slices";
import { queryWords, words } from "./fold";
import { createTerms, type Match, type Terms } from "./near_words";
import { gather, type Postings } from "./postings";

/** Points for a word found in a field; a name has one field a language. */
const WEIGHTS = { name: 10, post: 8, id: 5, locality: 5, region: 4, partner: 4, label: 2 } as const;
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
  ...(["post", "id", "locality", "region", "partner", "label"] as const).map((name) => ({
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
  /** The text that matched, to show beside the name when it is another one. */
  readonly text: string;
  readonly lang: Lang | null;
}

export interface SearchIndex {
  /** Makes the index little by little; a question that comes before it is done waits for the rest. */
  prepare(): Promise<unknown>;
  /** Best first; a name in `lang` weighs a little more. */
  find(query: string, options?: { limit?: number; lang?: Lang }): Hit[];
  /** Rows of the features a text filter lets through, or null when the text asks for nothing. */
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

/** Texts that many features share: their words are folded once. */
function* sharedTexts(feature: Feature, labels: boolean): Generator<[field: SearchField, key: string]> {
  const regions = new Set([...feature.list("admin1"), ...feature.list("applies_to")]);
  for (const side of ["kz_admin1", "uz_admin1"] as const) {
    const code = feature.get(side);
    if (code) regions.add(code);
  }
  for (const code of regions) if (code.includes("-")) yield ["region", `place:${code}`];
  if (!labels) return;
  yield ["label", `sector:${feature.sector}`];
  yield ["label", `status:${feature.status}`];
  yield ["label", `kind:${feature.kind}`];
}

/** @param first the language whose text comes first */
function inAllLanguages(atlas: Atlas, key: string, first: Lang = "en"): string[] {
  const [list, word] = key.split(":") as [string, string];
  const named: Texts | undefined =
    list === "place"
      ? atlas.places[word]
      : list === "sector"
        ? atlas.sector(word as Feature["sector"]).name
        : undefined;
  const order = [first, ...LANGUAGES.filter((lang) => lang !== first)];
  if (named) return order.flatMap((lang) => named[lang] ?? []);
  return order.flatMap((lang) => atlas.messages[lang]?.[`${list}.${word}`] ?? []);
}

interface Index extends Postings {
  readonly terms: Terms;
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
  return { ...postings, terms: createTerms(postings.list) };
}

/** How a typed word may meet one of the index: begin it, stand inside it, or be like it. A filter asks in this order. */
const MEETINGS = ["begun", "inside", "near"] as const;
type Meeting = (typeof MEETINGS)[number];

/** The index is made when somebody is about to ask, so that opening a page costs nothing. */
export function createSearch(atlas: Atlas): SearchIndex {
  const index = sliced(() => build(atlas));
  let last: { query: string; rows: ReadonlySet<number> | null } | undefined;
  const n = atlas.features.length;

  function matches(terms: Terms, spellings: readonly string[], meeting: Meeting): Match[] {
    const strict = spellings.flatMap((word) => terms.strict(word));
    const begun = strict.filter(({ quality }) => quality > 0.5);
    if (meeting !== "near") return meeting === "begun" ? begun : strict;
    // Somebody who typed a word that exists gets near words too, but not everything that begins alike.
    return [...strict, ...spellings.flatMap((word) => terms.near(word, begun.length > 0))];
  }

  /** Score of each feature, how many of the typed words it has, and the field of the best of them. */
  function score(query: string, lang: Lang | undefined, meeting: Meeting) {
    const { terms, starts, codes } = index.now();
    const asked = queryWords(query);
    const weights = FIELDS.map((field) => (lang && field.lang === lang ? field.weight + 1 : field.weight));
    const total = new Float32Array(n);
    const count = new Uint8Array(n);
    const top = new Float32Array(n);
    const field = new Uint8Array(n);
    const best = new Float32Array(n);
    for (const spellings of asked) {
      best.fill(0);
      for (const { term, quality } of matches(terms, spellings, meeting)) {
        for (let k = starts[term]!; k < starts[term + 1]!; k++) {
          const code = codes[k]!;
          const row = code >> FIELD_BITS;
          const points = quality * weights[code & FIELD_MASK]!;
          if (points > best[row]!) best[row] = points;
          if (points > top[row]!) {
            top[row] = points;
            field[row] = code & FIELD_MASK;
          }
        }
      }
      for (let row = 0; row < n; row++) {
        if (!best[row]) continue;
        total[row]! += best[row]!;
        count[row]!++;
      }
    }
    return { asked: asked.length, total, count, field };
  }

  /** How much of a name the typed words are: `Shymkent` is more Shymkent than a line that passes it. */
  function share(feature: Feature, { lang }: FieldEntry, asked: number): number {
    const name = lang && feature.texts("name")[lang];
    return name ? Math.min(1, asked / (name.split(" ").length || 1)) : 0;
  }

  /** The text a word was found in; of several in the same field, the one that shares most with the query. */
  function shownText(feature: Feature, { name, lang }: FieldEntry, query: string, language?: Lang): string {
    if (lang) return feature.texts("name")[lang] ?? feature.id;
    if (name === "id") return feature.id;
    const own = [...texts(feature)].filter(([field]) => field === name).map(([, text]) => text);
    const common = [...sharedTexts(feature, true)].filter(([field]) => field === name);
    const candidates = own.length ? own : common.flatMap(([, key]) => inAllLanguages(atlas, key, language));
    const asked = queryWords(query).flat();
    const shares = (text: string) =>
      words(text).filter((word) =>
        asked.some((typed) => word.startsWith(typed.slice(0, Math.max(3, typed.length - 2)))),
      ).length;
    return candidates.length ? candidates.reduce((a, b) => (shares(b) > shares(a) ? b : a)) : feature.id;
  }

  function matching(query: string): ReadonlySet<number> | null {
    for (const meeting of MEETINGS) {
      const { asked, count } = score(query, undefined, meeting);
      if (!asked) return null;
      const rows = new Set<number>();
      for (let row = 0; row < n; row++) if (count[row] === asked) rows.add(row);
      if (rows.size) return rows;
    }
    return new Set();
  }

  return {
    prepare: index.later,
    find(query, { limit = 20, lang } = {}) {
      const { asked, total, count, field } = score(query, lang, "near");
      if (!asked) return [];
      const most = count.reduce((a, b) => Math.max(a, b), 0);
      if (!most) return [];
      const rows: number[] = [];
      for (let row = 0; row < n; row++) if (count[row] === most) rows.push(row);
      rows.sort((a, b) => total[b]! - total[a]! || a - b);
      for (const row of rows.slice(0, RERANKED))
        total[row]! += WHOLE_TEXT * share(atlas.features[row]!, FIELDS[field[row]!]!, asked);
      rows.sort((a, b) => total[b]! - total[a]! || a - b);
      return rows.slice(0, limit).map((row) => {
        const feature = atlas.features[row]!;
        const found = FIELDS[field[row]!]!;
        return {
          feature,
          score: total[row]!,
          field: found.name,
          text: shownText(feature, found, query, lang),
          lang: found.lang,
        };
      });
    },
    matching(query) {
      // Filters ask the same again for every step of the time slider.
      if (last?.query !== query) last = { query, rows: matching(query) };
      return last.rows;
    },
  };
}
