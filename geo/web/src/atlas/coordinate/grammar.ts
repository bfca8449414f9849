// Items → every position they can be: a cut between two coordinates, each read by itself.
import { type Half, halves } from "./halves";
import { type Item, items, known, numbersIn, trimmed, withoutHeight } from "./items";
import { type Candidate, type How, Refused, type Why } from "./reading";
import type { Token } from "./tokens";

/** More items than any position has. */
const MOST_ITEMS = 40;
const NMEA = "number separator word separator number separator word";
/** What is wrong with figures is worth more than what is wrong with how they are parted. */
const WEIGHT: readonly Why[] = [
  "one_number",
  "ambiguous_commas",
  "sixty",
  "fraction",
  "unit_order",
  "side_twice",
  "same_axis",
  "not_a_number",
];

interface Notes {
  readonly before: readonly How[];
  readonly after: readonly How[];
}
type Cut = readonly [left: Item[], right: Item[], by: string];

/** Every position the tokens can be, whatever their decimal mark. */
export function candidates(tokens: readonly Token[]): Candidate[] {
  if (!tokens.some((token) => token.kind === "digits")) throw new Refused("not_two_numbers");
  return every([...decimalMarks(tokens)], (mark) => read(tokens, mark), weightiest);
}

interface Told<Way> {
  readonly way: Way;
  readonly refused: Refused;
}

/** What `read` gives for all the ways; where none gives anything, the complaint that `told` picks. */
function every<Way>(
  ways: readonly Way[],
  read: (way: Way) => Candidate[],
  told: (complaints: readonly Told<Way>[]) => Refused | undefined,
): Candidate[] {
  const complaints: Told<Way>[] = [];
  const found = ways.flatMap((way) => {
    try {
      return read(way);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      complaints.push({ way, refused: error });
      return [];
    }
  });
  if (!found.length) throw told(complaints) ?? new Refused("not_two_numbers");
  return found;
}

/** The marks that may stand before a fraction here: a comma only where no point does. */
function decimalMarks(tokens: readonly Token[]): string {
  const between = tokens
    .filter((token, at) => {
      const after = tokens[at + 1];
      return tokens[at - 1]?.kind === "digits" && after?.kind === "digits" && !token.gap && !after.gap;
    })
    .map((token) => token.kind);
  return between.includes(",") && !between.includes(".") ? ".," : ".";
}

function weightiest(complaints: readonly Told<unknown>[]): Refused | undefined {
  const weight = ({ key }: Refused) => (WEIGHT.includes(key) ? WEIGHT.indexOf(key) : WEIGHT.length);
  return complaints.map(({ refused }) => refused).sort((a, b) => weight(a) - weight(b))[0];
}

function read(tokens: readonly Token[], mark: string): Candidate[] {
  const [cut, hasHeight] = withoutHeight(trimmed(items(tokens, mark)));
  known(cut);
  if (cut.length > MOST_ITEMS) throw new Refused("not_two_numbers");
  const [found, axes] = withoutHeading(withoutNmeaCommas(cut));
  const hasComma = mark === "," && found.some((item) => item.text.includes(","));
  const notes: Notes = { before: hasComma ? ["decimal_comma"] : [], after: hasHeight ? ["height"] : [] };
  const ways = cuts(found);
  const told = (complaints: readonly Told<Cut>[]) =>
    weightiest(complaints.filter(({ way }) => unevenness(way) === unevenness(ways[0]!)));
  return every(ways, (way) => pairs(way, mark, axes, notes), told);
}

/** `4118.6,N,06916.8,E`: commas before letters part nothing. */
const withoutNmeaCommas = (found: Item[]): Item[] =>
  found.map((item) => item.kind).join(" ") === NMEA ? found.filter((_, at) => at !== 1 && at !== 5) : found;

/** `lat, lon: 41.31, 69.28`: the items after the heading, and which axis it names first. */
function withoutHeading(found: Item[]): [Item[], string] {
  const heads = found.slice(0, 3).filter((item) => item.kind === "word");
  const named = heads.map((item) => item.senses.find((sense) => sense === "lat" || sense === "lon"));
  const length = found.length > 3 && found[1]!.kind === "separator" ? 3 : 2;
  const areTwo = heads.length === 2 && named.every(Boolean) && named[0] !== named[1];
  return areTwo && !numbersIn(found.slice(0, length)) ? [trimmed(found.slice(length)), named[0]!] : [found, ""];
}

/** Where the first coordinate may end, the likeliest first: as many numbers on one side as on the other. */
function cuts(found: Item[]): Cut[] {
  const separators = found.flatMap((item, at) => (item.kind === "separator" ? [at] : []));
  if (separators.length > 1) throw new Refused("not_two_numbers");
  const [only] = separators;
  if (only !== undefined) return [[found.slice(0, only), found.slice(only + 1), found[only]!.text]];
  let places = found.flatMap((_, at) => (at && begins(found, at) ? [at] : []));
  const cells = places.filter((at) => found[at]!.gap === "\t");
  if (cells.length === 1) places = cells;
  // a word between two numbers rather belongs to the one before it
  return places
    .reverse()
    .map((at): Cut => [found.slice(0, at), found.slice(at), ""])
    .filter(([left, right]) => numbersIn(left) && numbersIn(right))
    .sort((a, b) => unevenness(a) - unevenness(b));
}

const unevenness = ([left, right]: Cut): number => Math.abs(numbersIn(left) - numbersIn(right));

/** Whether a coordinate may begin at an item: a sign, a word, or a number that is not tied to the one before. */
function begins(found: readonly Item[], at: number): boolean {
  const [before, item] = [found[at - 1]!, found[at]!];
  if (item.kind !== "number") return item.kind === "word" || item.kind === "sign";
  return !item.joined && !before.binds && (!!item.gap || before.kind === "word" || before.kind === "unit");
}

function pairs([left, right, by]: Cut, mark: string, axes: string, notes: Notes): Candidate[] {
  if (left.at(-1)?.binds) throw new Refused("not_two_numbers");
  const all = halves(left).flatMap((first) => halves(right).map((second) => [first, second] as const));
  refuseOneNumber([left, right, by], mark);
  const fitting = all.filter(([first, second]) => !first.axis || first.axis !== second.axis);
  if (!fitting.length) throw new Refused("same_axis");
  return fitting.flatMap(([first, second]) => positions(first, second, axes, notes));
}

/** Refuse what may be one number; geo/coordinates/grammar.py says why. */
function refuseOneNumber([left, right, by]: Cut, mark: string): void {
  const [one, other] = [left.at(-1)!, right[0]!];
  if (one.kind !== "number" || other.kind !== "number") return;
  const part = one.digits[1];
  const [otherWhole, otherPart] = other.digits;
  const isTight = by === "," && !other.gap;
  const isThousands = otherWhole.length === 3 && !part;
  if (mark === "," && isTight) throw new Refused("ambiguous_commas");
  if (isTight && ((!part && !otherPart) || isThousands || (part.length === 3 && !otherPart)))
    throw new Refused("one_number");
  const isAlone = numbersIn(left) === 1 && numbersIn(right) === 1;
  if (!by && other.gap === " " && isAlone && !part && (isThousands || Number(otherWhole) < 60))
    throw new Refused("one_number");
  if (!by && !isEven(left, right)) throw new Refused("not_two_numbers");
}

/** Whether figures without any mark or letter are as many on one side as on the other. */
const isEven = (left: Item[], right: Item[]): boolean =>
  numbersIn(left) === numbersIn(right) || [...left, ...right].some(({ kind }) => kind === "unit" || kind === "word");

function positions(first: Half, second: Half, axes: string, notes: Notes): Candidate[] {
  const marked = !!(first.axis || second.axis);
  const isTurned = first.axis === "lon" || second.axis === "lat" || (!marked && axes === "lon");
  const [lat, lon] = isTurned ? [second, first] : [first, second];
  const written: How = first.side || second.side ? "letters" : marked || axes ? "labels" : "latitude_first";
  const sexagesimal: How[] = Math.max(first.units, second.units) > 1 ? ["sexagesimal"] : [];
  const rest = [...notes.before, ...sexagesimal, ...notes.after];
  const natural: Candidate = {
    lat: lat.degrees,
    lon: lon.degrees,
    how: [written, ...rest],
    kind: first.letter || second.letter ? "letter" : "natural",
    marked: marked || !!axes,
    figures: [lat.figures, lon.figures],
  };
  if (natural.marked) return [natural];
  const turned: Candidate = {
    lat: lon.degrees,
    lon: lat.degrees,
    how: ["longitude_first", ...rest],
    kind: "turned",
    marked: false,
    figures: [lon.figures, lat.figures],
  };
  return [natural, turned];
}
