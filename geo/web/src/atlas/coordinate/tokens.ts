// Text → tokens: digits, words, marks; each with the gap before it. No meaning yet, no backtracking.
import { characters } from "./notation";

/** `kind` is digits, word, a mark, or `?` for what no position holds; `gap` is what stands before it. */
export interface Token {
  readonly kind: string;
  readonly text: string;
  readonly gap: string;
}

const ALIKE: Readonly<Record<string, string>> = {
  "[": "(",
  "{": "(",
  "<": "(",
  "]": ")",
  "}": ")",
  ">": ")",
  "&": ";",
};
const MARKS = "°'\"+-,.;:/|=()";
const DIGIT = /^[0-9]$/;
const LETTER = /^\p{L}$/u;
/** A unit and the side right behind it, as some GIS write them: 41d18m40sN. */
const UNIT_AND_SIDE = /^[dms][nsew]$/i;

/** The text with digits, marks and blanks in their plain form, nothing invisible, and tabs for ends of lines. */
export function plain(text: string): string {
  const known = characters();
  let plain = "";
  for (const letter of text.normalize("NFC")) plain += known.get(letter) ?? letter;
  return plain;
}

/** Tokens of a plain text, in order. Two minute marks in a row are the mark of seconds. */
export function tokens(text: string): Token[] {
  const letters = [...text];
  const found: Token[] = [];
  let gap = "";
  let at = 0;
  while (at < letters.length) {
    const letter = letters[at]!;
    if (letter === " " || letter === "\t") {
      gap = gap === "\t" ? gap : letter;
      at++;
      continue;
    }
    const [token, end] = next(letters, at, gap);
    found.push(token);
    gap = "";
    at = end;
  }
  return unquoted(found);
}

function next(letters: readonly string[], at: number, gap: string): [Token, number] {
  const letter = letters[at]!;
  if (DIGIT.test(letter)) {
    let end = at;
    while (end < letters.length && DIGIT.test(letters[end]!)) end++;
    return [{ kind: "digits", text: letters.slice(at, end).join(""), gap }, end];
  }
  if (LETTER.test(letter)) return word(letters, at, gap);
  if (letter === "'" && letters[at + 1] === "'") return [{ kind: '"', text: '"', gap }, at + 2];
  const kind = ALIKE[letter] ?? (MARKS.includes(letter) ? letter : "?");
  return [{ kind, text: letter, gap }, at + 1];
}

/** A run of letters; an apostrophe inside it (gʻarb) or before its dot (gʻ.) belongs to it and is left out. */
function word(letters: readonly string[], at: number, gap: string): [Token, number] {
  let text = "";
  let end = at;
  for (; end < letters.length; end++) {
    const letter = letters[end]!;
    const after = letters[end + 1] ?? "";
    if (LETTER.test(letter)) text += letter;
    else if (letter !== "'" || !(LETTER.test(after) || after === ".")) break;
  }
  if (DIGIT.test(letters[at - 1]!) && UNIT_AND_SIDE.test(text)) [text, end] = [text[0]!, at + 1];
  return [{ kind: "word", text: text.toLowerCase(), gap }, end];
}

/** Without the quotation marks round numbers and words; a mark of minutes or seconds always follows its number. */
function unquoted(found: readonly Token[]): Token[] {
  const kept: Token[] = [];
  let [opened, gap, before] = ["", "", ""];
  for (const token of found) {
    const isQuote = (token.kind === "'" || token.kind === '"') && (token.kind === opened || before !== "digits");
    if (isQuote) {
      opened = token.kind === opened ? "" : token.kind;
      gap ||= token.gap;
    } else {
      kept.push({ ...token, gap: token.gap || gap });
      gap = "";
    }
    before = token.kind;
  }
  return kept;
}
