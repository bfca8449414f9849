// Gatherings by name: packages in any language or by the words that mean one, days of visits and councils by their date.
import { date } from "../../atlas/format";
import { translator } from "../../atlas/i18n";
import type { Atlas } from "../../atlas/types";
import { LANGUAGES } from "../../atlas/vocabulary";
import { type Gathering, packages, sharedDays } from "../packages";
import { queryWords, words } from "./fold";

/** Fewer letters begin too many words to mean a package. */
const LEAST_BEGUN = 4;

function wordsOf({ messages, synonyms }: Atlas, id: string): string[] {
  const named = LANGUAGES.flatMap((lang) => messages[lang]?.[`package.${id}`] ?? []);
  const meaning = synonyms.filter((synonym) => synonym.packages?.includes(id));
  return [...named, ...meaning.flatMap((synonym) => synonym.words)].flatMap(words);
}

/** What readers write beside a year. */
const YEAR = "года жылғы жылы";

/** A date as each language writes it, and in numbers. */
const wordsOfDay = ({ messages }: Atlas, day: string): string[] =>
  [day, YEAR, ...LANGUAGES.map((lang) => date(translator(messages, lang), day))].flatMap(words);

/** Makes a finder of the gatherings that have every typed word; to be made when all data are read. */
export function gatheringFinder(atlas: Atlas): (query: string) => Gathering[] {
  const known: { of: Gathering; own: string[]; least: number }[] = [
    ...packages(atlas).map((id) => ({ of: { kind: "package", id } as const, own: wordsOf(atlas, id), least: 1 })),
    // A year or a month alone is no date.
    ...sharedDays(atlas).map(([id]) => ({ of: { kind: "day", id } as const, own: wordsOfDay(atlas, id), least: 2 })),
  ];
  const has = (own: readonly string[], typed: string) =>
    own.some((word) => word === typed || (typed.length >= LEAST_BEGUN && word.startsWith(typed)));
  return (query) => {
    const asked = queryWords(query);
    return known
      .filter(({ own, least }) => asked.length >= least && asked.every((all) => all.some((typed) => has(own, typed))))
      .map(({ of }) => of);
  };
}
