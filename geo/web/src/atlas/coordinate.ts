// A typed position to degrees: the same readings and refusals as geo/coordinates, held to one table of cases.
import { codeForm, refuseWhat3words } from "./coordinate/codes";
import { geojson, geoUri, iso6709, wkt } from "./coordinate/forms";
import { candidates } from "./coordinate/grammar";
import { link } from "./coordinate/links";
import { isInside } from "./coordinate/notation";
import { planeForm } from "./coordinate/plane";
import { ranked } from "./coordinate/ranking";
import { type Candidate, type Reading, type Refusal, Refused, unmistakable } from "./coordinate/reading";
import { plain, type Token, tokens } from "./coordinate/tokens";
import type { Lang } from "./types";

export { learn } from "./coordinate/notation";
export type { Reading, Refusal } from "./coordinate/reading";

/** Longer than any position, and than most addresses of map sites. */
const LONGEST = 2000;
/** Said of degrees, and no number of them. */
const DATUM = /wgs.?84/i;
const FORMS = [link, geoUri, wkt, geojson, iso6709];
/** Words behind the numbers that are tried without. */
const MOST_BESIDE = 4;

/** The position a text gives, or why it gives none. `lang` is that of the text: in French `O` is west. */
export function read(text: string, lang?: Lang): Reading | Refusal {
  if (text.length > LONGEST) return { refused: "too_long", values: {} };
  try {
    const found = candidatesOf(plain(text).replace(/^[ \t]+|[ \t]+$/g, ""));
    const { lat, lon, how } = ranked(found.map((one) => inLanguage(one, lang)));
    return { lat, lon, how };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.key, values: error.values };
    throw error;
  }
}

const inLanguage = (one: Candidate, lang: Lang | undefined): Candidate =>
  one.kind === "letter" && lang === "fr" && one.lon <= 0 ? { ...one, kind: "natural" } : one;

function candidatesOf(text: string): Candidate[] {
  const spaced = text.replace(/[ \t]+/g, " ");
  for (const form of FORMS) {
    const found = form(spaced);
    if (found) return [found].flat();
  }
  const other = codeForm(spaced) ?? planeForm(spaced);
  if (other) throw new Refused("elsewhere", { form: other });
  refuseWhat3words(spaced);
  try {
    return candidates(tokens(text.replace(DATUM, "gps")));
  } catch (error) {
    throw error instanceof Refused ? explained(text, error) : error;
  }
}

/** A better reason, if the text holds two positions, or one with words beside it. */
function explained(text: string, refused: Refused): Refused {
  if (!["not_two_numbers", "not_a_number", "fraction"].includes(refused.key)) return refused;
  const parts = text.split(/[;/|\t]/).filter((part) => part.replace(/[ ,]/g, ""));
  if (parts.length > 1 && parts.every((part) => attempt(() => candidates(tokens(part))))) {
    return new Refused("two_positions");
  }
  return beside(tokens(text)) ?? refused;
}

/** The refusal that offers what is left without what stands before or behind it: words, or, where letters say which
 * number is which, a number too many. */
function beside(found: readonly Token[]): Refused | null {
  const first = Math.max(
    found.findIndex(({ kind }) => kind === "digits" || kind === "+" || kind === "-"),
    0,
  );
  const ways: [kept: Token[], dropped: Token[]][] = [[found.slice(first), found.slice(0, first)]];
  for (let count = 1; count <= Math.min(MOST_BESIDE, found.length - 1); count++) {
    ways.push([found.slice(0, -count), found.slice(-count)]);
  }
  for (const [kept, dropped] of ways) {
    const isWord = ({ kind }: Token) => kind === "word" || kind === "?";
    const isNumber = ({ kind }: Token) => kind === "digits";
    const words = dropped.filter((token) => isWord(token) || isNumber(token)).map((token) => token.text);
    const isLettered = (dropped.some(isNumber) ? kept : dropped).some(isWord);
    const taken = isLettered ? attempt(() => ranked(candidates(kept))) : null;
    if (taken && words.length)
      return new Refused("beside", { part: words.join(" "), fits: unmistakable(taken.lat, taken.lon) });
  }
  return null;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** Whether a text is meant as a position, so that the search box may answer with why it is none. */
export function looksLikePosition(text: string): boolean {
  if (text.length > LONGEST) return false;
  const reading = read(text);
  if (!("refused" in reading)) return true;
  const { refused, values } = reading;
  if (refused === "beside") return liesInside(values.fits!);
  const isCode = text.includes("://") || text.startsWith("///");
  if (isCode || !/\p{Nd}/u.test(text)) return isCode;
  // a road or a sector has one number beside its letters
  return refused !== "not_a_number" && (refused !== "not_two_numbers" || !/\p{L}/u.test(text));
}

function liesInside(text: string): boolean {
  const reading = read(text);
  return !("refused" in reading) && isInside(reading.lon, reading.lat);
}
