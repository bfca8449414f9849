// A typed position to degrees: the same reading as `read` in geo/coordinates.py, held to one table of cases.

/** How the text was understood; the catalogues have a phrase for each under `coordinate.`. */
export type How = "letters" | "latitude_first" | "decimal_comma" | "sexagesimal";
/** Why a text is no position; the catalogues have a sentence for each under `coordinate.refused.`. */
export type Refusal =
  | "not_two_numbers"
  | "not_a_number"
  | "same_axis"
  | "not_on_earth"
  | "turned_round"
  | "one_number"
  | "ambiguous_commas"
  | "sixty";

export interface Reading {
  readonly lat: number;
  readonly lon: number;
  readonly how: readonly How[];
}

class Refused extends Error {
  constructor(readonly why: Refusal) {
    super(why);
  }
}

// Hemisphere letters: English, French (O for ouest) and Russian. The Cyrillic С and В look Latin and are not.
const LATITUDE: Readonly<Record<string, number>> = { N: 1, S: -1, С: 1, Ю: -1, СШ: 1, ЮШ: -1 };
const LONGITUDE: Readonly<Record<string, number>> = { E: 1, W: -1, O: -1, В: 1, З: -1, ВД: 1, ЗД: -1 };
const NUMBER = String.raw`\d+(?:[.,]\d+)?`;
const HALF = new RegExp(
  String.raw`^([NSEWOСЮВЗ])?\s*([-+])?(${NUMBER})\s*°?\s*(?:(${NUMBER})\s*')?\s*(?:(${NUMBER})\s*")?\s*` +
    String.raw`([NSEWO]|[СЮ]\s*Ш?|[ВЗ]\s*Д?)?$`,
);
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[′’‘ʹ]/g, "'"],
  [/[″”“]/g, '"'],
  [/[º˚]/g, "°"],
  [/[−–]/g, "-"],
  [/[\u00a0\u202f]/g, " "],
  [/''/g, '"'],
];
/** Where one coordinate ends and the next begins, the surest first. */
const CUTS = [
  /\s*[;/|]\s*/,
  /(?<=[NSEWOСЮВЗ])\s*,?\s*(?=[-+]?\d)/,
  /\s*,?\s+(?=[NSEWOСЮВЗ]\s*[-+]?\d)/,
  /\s*,\s+/,
  /(?<=["'°])\s*,?\s*(?=[-+]?\d+(?:[.,]\d+)?\s*°)/,
  /(?<=\d)\s+(?=[-+]?\d)/,
];
const LONGEST = 100;

function halves(plain: string): [string, string] {
  for (const cut of CUTS) {
    const parts = plain.split(cut);
    if (parts.length === 2 && parts.every(Boolean)) return parts as [string, string];
  }
  const parts = plain.split(",");
  if (parts.length === 2 && parts.every(Boolean)) {
    if (!plain.includes(".") && parts.every((part) => /^\d+$/.test(part)) && parts[1]!.length > 3) {
      throw new Refused("one_number");
    }
    return parts as [string, string];
  }
  const decimals = parts.length === 4 && parts.every((part) => /^\s*[-+]?\d+\s*$/.test(part));
  throw new Refused(decimals ? "ambiguous_commas" : "not_two_numbers");
}

interface Half {
  readonly degrees: number;
  readonly axis: "lat" | "lon" | null;
  readonly comma: boolean;
  readonly sexagesimal: boolean;
}

function half(part: string): Half {
  const match = HALF.exec(part.trim());
  if (!match) throw new Refused("not_a_number");
  const [, before, minus, ...figures] = match;
  const [degrees, minutes, seconds] = figures.slice(0, 3).map((text) => Number((text ?? "0").replace(",", ".")));
  if (minutes! >= 60 || seconds! >= 60) throw new Refused("sixty");
  if ([before, minus === "-", match[6]].filter(Boolean).length > 1) throw new Refused("not_a_number");
  const letter = (before ?? match[6] ?? "").replace(/[\s.]/g, "");
  const axis = letter in LATITUDE ? "lat" : letter in LONGITUDE ? "lon" : null;
  const sign = minus === "-" ? -1 : (LATITUDE[letter] ?? LONGITUDE[letter] ?? 1);
  return {
    degrees: sign * (degrees! + minutes! / 60 + seconds! / 3600),
    axis,
    comma: part.includes(","),
    sexagesimal: match[4] !== undefined || match[5] !== undefined,
  };
}

const sixDecimals = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

function parse(text: string): Reading {
  let plain = text.normalize("NFC");
  for (const [form, usual] of ALIKE) plain = plain.replace(form, usual);
  plain = plain.trim().replace(/^[()[\]]+|[()[\]]+$/g, "");
  plain = plain
    .replace(/([СЮсю])\.?\s*ш\.?|([ВЗвз])\.?\s*д\.?/g, (_, ns: string, ew: string) => (ns ?? ew).toUpperCase())
    .toUpperCase();
  const [first, second] = halves(plain).map(half) as [Half, Half];
  if (first.axis && first.axis === second.axis) throw new Refused("same_axis");
  const turned = first.axis === "lon" || second.axis === "lat";
  const [lat, lon] = turned ? [second.degrees, first.degrees] : [first.degrees, second.degrees];
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    throw new Refused(Math.abs(lon) <= 90 && Math.abs(lat) <= 180 ? "turned_round" : "not_on_earth");
  }
  const how: How[] = [first.axis || second.axis ? "letters" : "latitude_first"];
  if (first.comma || second.comma) how.push("decimal_comma");
  if (first.sexagesimal || second.sexagesimal) how.push("sexagesimal");
  return { lat: sixDecimals(lat), lon: sixDecimals(lon), how };
}

/** The position a text gives, or why it gives none. */
export function read(text: string): Reading | { readonly refused: Refusal } {
  if (text.length > LONGEST) return { refused: "not_two_numbers" };
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof Refused) return { refused: error.why };
    throw error;
  }
}

/** Whether a text is meant as a position, so that the search box may answer with why it is none. */
export const looksLikePosition = (text: string): boolean =>
  /\d/.test(text) &&
  text.length <= LONGEST &&
  /^[\d\s.,;/|°'"′″’‘”“ºʹ˚+\-−–()[\]NSEWOnsewoСЮВЗсювзшдШД]+$/.test(text.trim());
