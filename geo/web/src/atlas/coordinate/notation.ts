// How people write positions: marks, digits, words of five languages, links; the table that geo/coordinates reads by too.
// It comes with the page's data.
import type { Notation, Site } from "../types";

export const AXIS: Readonly<Record<string, "lat" | "lon">> = {
  N: "lat",
  S: "lat",
  lat: "lat",
  E: "lon",
  W: "lon",
  lon: "lon",
};
export const UNITS = ["deg", "min", "sec"] as const;
/** The longest phrase of the table, in words. */
export const LONGEST_PHRASE = 2;

let notation: Notation = { marks: {}, digits: "", words: {}, links: {}, shortened: [], outline: [] };
// Made when somebody types a position, so that opening a page costs nothing.
let known: ReadonlyMap<string, string> | undefined;
let said: ReadonlyMap<string, readonly string[]> | undefined;

/** What is typed is read by this table from now on. */
export function learn(table: Notation): void {
  notation = table;
  known = undefined;
  said = undefined;
}
export const sites = (): [string, Site][] => Object.entries(notation.links);
export const shortened = (): readonly string[] => notation.shortened;

/** For each character that is another one in disguise, the plain one; "" for what nobody sees. */
function charactersOf(): ReadonlyMap<string, string> {
  const plain = new Map([
    ["invisible", ""],
    ["blank", " "],
    ["cell", "\t"],
  ]);
  const known = new Map<string, string>();
  for (const [mark, alike] of Object.entries(notation.marks)) {
    for (const like of alike) known.set(like, plain.get(mark) ?? mark);
  }
  for (const nought of notation.digits) {
    for (let digit = 0; digit < 10; digit++) {
      known.set(String.fromCodePoint(nought.codePointAt(0)! + digit), String(digit));
    }
  }
  return known;
}

/** For each word or phrase, lower case, what it may mean: `N S E W`, `lat lon`, a unit, or another sense. */
function phrasesOf(): ReadonlyMap<string, readonly string[]> {
  const senses = new Map<string, string[]>();
  for (const [sense, languages] of Object.entries(notation.words)) {
    for (const word of Object.values(languages).flatMap((words) => words.split(" "))) {
      const phrase = word.replaceAll("_", " ");
      const known = senses.get(phrase) ?? [];
      if (!known.includes(sense)) known.push(sense);
      senses.set(phrase, known);
    }
  }
  return senses;
}

export const characters = (): ReadonlyMap<string, string> => (known ??= charactersOf());
export const phrases = (): ReadonlyMap<string, readonly string[]> => (said ??= phrasesOf());

/** Whether a position in degrees lies in Kazakhstan or Uzbekistan, or some 20 km around them. */
export function isInside(lon: number, lat: number): boolean {
  const tenths = notation.outline;
  let inside = false;
  let [x, y] = [tenths.at(-2)! / 10, tenths.at(-1)! / 10];
  for (let i = 0; i < tenths.length; i += 2) {
    const [east, north] = [tenths[i]! / 10, tenths[i + 1]! / 10];
    if (north > lat !== y > lat && lon < east + ((lat - north) * (x - east)) / (y - north)) inside = !inside;
    [x, y] = [east, north];
  }
  return inside;
}
