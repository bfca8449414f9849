// One coordinate of a position: its units in order, its side, its degrees.
import { amountOf, type Item } from "./items";
import { AXIS, UNITS } from "./notation";
import { Refused } from "./reading";

/** A coordinate in degrees, and how it was written; geo/coordinates/halves.py says what the parts mean. */
export interface Half {
  readonly degrees: number;
  readonly axis: string;
  readonly side: string;
  readonly letter: boolean;
  readonly units: number;
  readonly figures: string;
}

interface Written {
  readonly before: Item[];
  readonly numbers: Item[];
  readonly units: string[];
  readonly after: Item[];
  sign: string;
}
type Side = Pick<Half, "axis" | "side" | "letter">;

const MOST_WORDS = 3;

/** Every coordinate these items can be: more than one where a word has more than one sense. */
export function halves(items: readonly Item[]): Half[] {
  const written = sorted(items);
  const sides = sidesOf(written);
  const packed = packedAmounts(written, sides);
  const amounts = packed.length ? packed : amountsOf(written);
  const size = inDegrees(amounts);
  const isBare = written.numbers.length === 1 && !written.units[0];
  const figures = isBare ? written.numbers[0]!.digits.filter(Boolean).join(".") : "";
  return sides.map(({ axis, side, letter }) => ({
    degrees: written.sign === "-" || side === "S" || side === "W" ? -size : size,
    axis,
    side,
    letter,
    units: amounts.length,
    figures,
  }));
}

function sorted(items: readonly Item[]): Written {
  const written: Written = { before: [], sign: "", numbers: [], units: [], after: [] };
  for (const item of items) place(item, written);
  if (!written.numbers.length) throw new Refused("not_two_numbers");
  return written;
}

function place(item: Item, written: Written): void {
  const { before, numbers, units, after } = written;
  const unit = unitOf(item, written);
  if (item.kind === "number" && !after.length) {
    numbers.push(item);
    units.push("");
  } else if (unit && numbers.length && !units.at(-1) && !after.length) {
    units[units.length - 1] = unit;
  } else if (item.kind === "sign" && !numbers.length && !written.sign) {
    written.sign = item.text;
  } else if (item.kind === "word" && !unit && before.length + after.length < MOST_WORDS) {
    (numbers.length ? after : before).push(item);
  } else {
    throw item.kind === "number" ? new Refused("not_two_numbers") : new Refused("not_a_number", { part: item.text });
  }
}

/** The unit an item names, if it does so here: `s` is south unless minutes stand before it. */
function unitOf(item: Item, { numbers, units, after }: Written): string {
  if (item.kind === "unit") return item.senses[0]!;
  if (item.kind !== "word" || item.binds || !numbers.length || units.at(-1) || after.length) return "";
  const unit = item.senses.find((sense) => (UNITS as readonly string[]).includes(sense)) ?? "";
  const isSide = item.senses.some((sense) => sense in AXIS);
  return !isSide || (unit === "sec" && units.at(-2) === "min") ? unit : "";
}

/** Axis, side, and whether the word is both east and west, for each way the words agree with one another. */
function sidesOf({ before, after, sign }: Written): Side[] {
  const words = [...before, ...after];
  const senses = words.map((word) => word.senses.filter((sense) => sense in AXIS));
  const mute = senses.findIndex((known) => !known.length);
  if (mute >= 0) throw new Refused("not_a_number", { part: words[mute]!.text });
  const ways = senses.reduce<string[][]>(
    (chosen, known) => chosen.flatMap((way) => known.map((sense) => [...way, sense])),
    [[]],
  );
  const found = new Map<string, Side>();
  for (const way of ways) {
    const axes = new Set(way.map((sense) => AXIS[sense]!));
    const sides = way.filter((sense) => "NSEW".includes(sense));
    const labels = way.length - sides.length;
    if (axes.size > 1 || labels > 1 || sides.length + (sign === "-" ? 1 : 0) > 1) continue;
    const letter = way.some(
      (sense, at) => "EW".includes(sense) && senses[at]!.includes("E") && senses[at]!.includes("W"),
    );
    const side = { axis: [...axes][0] ?? "", side: sides[0] ?? "", letter };
    found.set(Object.values(side).join(), side);
  }
  if (!found.size) throw new Refused("side_twice");
  return [...found.values()];
}

/** Degrees, minutes and seconds of `411840N`; empty where it is no such thing. */
function packedAmounts({ numbers, units }: Written, sides: readonly Side[]): number[] {
  const [whole, part] = numbers[0]!.digits;
  const isBare = numbers.length === 1 && !units[0];
  if (!isBare || whole.length < 4 || whole.length > 7 || !sides.some(({ side }) => side)) return [];
  return packed(whole, part, whole.length - (whole.length >= 6 ? 4 : 2));
}

/** Amounts of figures written without a gap, the first so many being degrees, the others two of each unit. */
export function packed(whole: string, part: string, degrees: number): number[] {
  const texts = [whole.slice(0, degrees)];
  for (let at = degrees; at < whole.length; at += 2) texts.push(whole.slice(at, at + 2));
  texts[texts.length - 1] += `.${part || "0"}`;
  return belowSixty(texts.map(Number));
}

/** Degrees, minutes, seconds; as many as were written, each following the larger one. */
function amountsOf({ numbers, units }: Written): number[] {
  if (numbers.length > UNITS.length) throw new Refused("not_two_numbers");
  numbers.forEach((number, at) => {
    const unit = units[at]!;
    if (unit && unit !== UNITS[at]) throw new Refused(unit === "deg" ? "not_two_numbers" : "unit_order");
    // without the mark of the larger unit a blank parts two numbers
    if (at && !(units[at - 1] || number.gap || number.joined)) throw new Refused("unit_order");
    if (at && number.digits[0].length > 2) throw new Refused("not_two_numbers");
  });
  if (numbers.slice(0, -1).some((number) => number.digits[1])) throw new Refused("fraction");
  return belowSixty(numbers.map(amountOf));
}

export const inDegrees = (amounts: readonly number[]): number =>
  amounts.reduce((size, amount, power) => size + amount / 60 ** power, 0);

function belowSixty(amounts: number[]): number[] {
  if (amounts.slice(1).some((amount) => amount >= 60)) throw new Refused("sixty");
  return amounts;
}
