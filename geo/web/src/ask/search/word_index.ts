// The index of words that search looks in, made feature by feature.
import type { Atlas } from "../../atlas/types";
import { CODES, FIELD_BITS, FIELD_MASK, FIELDS, inAllLanguages, type SearchField, sharedTexts, texts } from "./fields";
import { words } from "./fold";
import { createMeanings, type Meanings } from "./meanings";
import { createTerms, type Terms } from "./near_words";
import { gather, type Postings } from "./postings";

/** Beyond this many features sector and status words would only fill memory; filters answer for them. */
const LABELS_UP_TO = 20_000;

/** The words of an atlas, with the rows and fields they stand in. */
export interface Index extends Postings {
  /** How many features there are. */
  readonly n: number;
  readonly terms: Terms;
  readonly meanings: Meanings;
}

export function* buildIndex(atlas: Atlas): Generator<void, Index> {
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
  return {
    ...postings,
    n: atlas.features.length,
    terms,
    meanings: createMeanings(atlas, terms, (term) => namedRows(postings, term)),
  };
}

function* namedRows({ starts, codes }: Postings, term: number): Generator<number> {
  for (let k = starts[term]!; k < starts[term + 1]!; k++) {
    if (FIELDS[codes[k]! & FIELD_MASK]!.lang) yield codes[k]! >> FIELD_BITS;
  }
}
