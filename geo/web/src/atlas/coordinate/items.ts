// Tokens → what the grammar works on: numbers, units, words with their senses, signs, separators.
import { LONGEST_PHRASE, phrases } from "./notation";
import { Refused } from "./reading";
import type { Token } from "./tokens";

/** One thing a position is written with; geo/coordinates/items.py says what the parts mean. */
export interface Item {
  readonly kind: "number" | "unit" | "word" | "sign" | "separator" | "unknown";
  readonly text: string;
  readonly gap: string;
  readonly digits: readonly [string, string];
  readonly joined: string;
  readonly senses: readonly string[];
  readonly binds: boolean;
}

const UNIT_MARKS: Readonly<Record<string, string>> = { "°": "deg", "'": "min", '"': "sec" };

const itemOf = (kind: Item["kind"], { text, gap }: Token, more: Partial<Item> = {}): Item => ({
  kind,
  text,
  gap,
  digits: ["", ""],
  joined: "",
  senses: [],
  binds: false,
  ...more,
});

export const amountOf = ({ digits: [whole, part] }: Item): number => Number(part ? `${whole}.${part}` : whole);

/** The items of a text, a point or a comma being its decimal mark; one token is never part of two. */
export function items(tokens: readonly Token[], mark: string): Item[] {
  const found: Item[] = [];
  let joined = "";
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at]!;
    const joins = token.kind === "digits" || token.kind === "word" ? "" : joiner(tokens, at, mark);
    if (joins || isSilent(tokens, at)) {
      joined = joins;
      at++;
      continue;
    }
    const [item, end] =
      token.kind === "digits"
        ? number(tokens, at, mark, joined)
        : token.kind === "word"
          ? phrase(tokens, at)
          : ([markItem(tokens, at), at + 1] as const);
    found.push(item);
    joined = "";
    at = end;
  }
  return found;
}

function number(tokens: readonly Token[], at: number, mark: string, joined: string): readonly [Item, number] {
  const whole = tokens[at]!;
  if (isDecimal(tokens, at, mark) && !(mark === "." && (joined === "." || isDecimal(tokens, at + 2, mark)))) {
    const part = tokens[at + 2]!.text;
    const text = `${whole.text}${mark}${part}`;
    return [itemOf("number", { ...whole, text }, { digits: [whole.text, part], joined }), at + 3];
  }
  return [itemOf("number", whole, { digits: [whole.text, ""], joined }), at + 1];
}

/** Whether digits, a decimal mark and digits follow one another without a gap. */
function isDecimal(tokens: readonly Token[], at: number, mark: string): boolean {
  const [point, part] = [tokens[at + 1], tokens[at + 2]];
  return point?.kind === mark && !point.gap && part?.kind === "digits" && !part.gap;
}

/** The longest phrase of the table that begins here; dots after its words are left out. */
function phrase(tokens: readonly Token[], at: number): readonly [Item, number] {
  const words: string[] = [];
  const ends: number[] = [];
  for (let end = at; tokens[end]?.kind === "word" && words.length < LONGEST_PHRASE; ) {
    words.push(tokens[end]!.text);
    end = past(tokens, end + 1, ".");
    ends.push(end);
  }
  for (let count = words.length; count > 0; count--) {
    const text = words.slice(0, count).join(" ");
    const senses = phrases().get(text);
    if (!senses) continue;
    const end = past(tokens, past(tokens, ends[count - 1]!, ":"), "=");
    return [itemOf("word", { ...tokens[at]!, text }, { senses, binds: end > ends[count - 1]! }), end];
  }
  return [itemOf("unknown", tokens[at]!), ends[0]!];
}

const past = (tokens: readonly Token[], at: number, kind: string): number => (tokens[at]?.kind === kind ? at + 1 : at);

/** The mark that ties two numbers into one coordinate, as in 41:18:36, 41-18-36, 41.18.36; else nothing. */
function joiner(tokens: readonly Token[], at: number, mark: string): string {
  const [before, { kind, gap }, after] = [tokens[at - 1], tokens[at]!, tokens[at + 1]];
  if (before?.kind !== "digits" || after?.kind !== "digits") return "";
  const isTight = !gap && !after.gap;
  return kind === ":" || (isTight && (kind === "-" || (kind === "." && kind === mark))) ? kind : "";
}

/** Brackets, and the full stop at the end. */
const isSilent = (tokens: readonly Token[], at: number): boolean =>
  "()".includes(tokens[at]!.kind) || (tokens[at]!.kind === "." && at === tokens.length - 1);

function markItem(tokens: readonly Token[], at: number): Item {
  const token = tokens[at]!;
  const after = tokens[at + 1];
  const unit = UNIT_MARKS[token.kind];
  if (unit) return itemOf("unit", token, { senses: [unit] });
  if (",;/|".includes(token.kind)) return itemOf("separator", token);
  if ("+-".includes(token.kind) && after?.kind === "digits" && !after.gap)
    return itemOf("sign", { ...token, text: token.kind });
  if (token.kind === "-" && token.gap && after?.gap) return itemOf("separator", token);
  return itemOf("unknown", token);
}

/** Without separators at the ends, without notes such as `Coordinates:`; separators in a row are one. */
export function trimmed(found: readonly Item[]): Item[] {
  const kept: Item[] = [];
  let gap = "";
  for (const item of found) {
    if (item.kind === "word" && item.senses.includes("note")) {
      gap ||= item.gap;
      continue;
    }
    const isAnd = item.kind === "word" && item.senses.join() === "and";
    const one: Item = { ...item, gap: item.gap || gap, kind: isAnd ? "separator" : item.kind };
    gap = "";
    if (one.kind !== "separator" || (kept.length && kept.at(-1)!.kind !== "separator")) kept.push(one);
  }
  while (kept.at(-1)?.kind === "separator") kept.pop();
  return kept;
}

const isNumber = (item: Item): boolean => item.kind === "number";
export const numbersIn = (part: readonly Item[]): number => part.filter(isNumber).length;

/** The items before a height at the end (`455 m`, `alt. 455`), and whether there was one. */
export function withoutHeight(found: Item[]): [Item[], boolean] {
  const isMetres = found.at(-1)?.kind === "word" && found.at(-1)!.senses.includes("metre");
  const rest = isMetres ? found.slice(0, -1) : found;
  const [before, last] = [rest.at(-2), rest.at(-1)];
  if (!before || last?.kind !== "number") return [found, false];
  const isNamed = before.kind === "word" && before.senses.includes("height");
  const numbers = numbersIn(rest.slice(0, -1));
  // less than 60 may be minutes: N41 E69 16m
  const isHigh = amountOf(last) >= 60 && (numbers === 2 || before.kind === "unit" || before.kind === "word");
  const isApart = isMetres && (before.kind === "separator" || isHigh);
  if (numbers < 2 || !(isNamed || isApart)) return [found, false];
  return [trimmed(rest.slice(0, isNamed ? -2 : -1)), true];
}

/** The items themselves where each of them can be part of a position. */
export function known(found: Item[]): Item[] {
  const unknown = found.find((item) => item.kind === "unknown");
  if (unknown) throw new Refused("not_a_number", { part: unknown.text });
  return found;
}
