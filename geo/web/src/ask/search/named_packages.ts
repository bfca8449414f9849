// Packages by name: in any language, or by the words that mean one.
import type { Atlas } from "../../atlas/types";
import { LANGUAGES } from "../../atlas/vocabulary";
import { packages } from "../packages";
import { queryWords, words } from "./fold";

/** Fewer letters begin too many words to mean a package. */
const LEAST_BEGUN = 4;

function wordsOf({ messages, synonyms }: Atlas, id: string): string[] {
  const named = LANGUAGES.flatMap((lang) => messages[lang]?.[`package.${id}`] ?? []);
  const meaning = synonyms.filter((synonym) => synonym.packages?.includes(id));
  return [...named, ...meaning.flatMap((synonym) => synonym.words)].flatMap(words);
}

/** Makes a finder of the packages that have every typed word; to be made when all data are read. */
export function packageFinder(atlas: Atlas): (query: string) => string[] {
  const known = packages(atlas).map((id) => ({ id, own: wordsOf(atlas, id) }));
  const has = (own: readonly string[], typed: string) =>
    own.some((word) => word === typed || (typed.length >= LEAST_BEGUN && word.startsWith(typed)));
  return (query) => {
    const asked = queryWords(query);
    if (!asked.length) return [];
    return known
      .filter(({ own }) => asked.every((spellings) => spellings.some((typed) => has(own, typed))))
      .map(({ id }) => id);
  };
}
