// What reading a text gives: a reading, or why there is none.
import type { TextKey } from "../i18n";

/** How a text was understood: every phrase the catalogues have for it. */
export type How = TextKey extends infer K ? (K extends `coordinate.${infer Way}` ? Plain<Way> : never) : never;
/** Why a text is no position: every sentence the catalogues have for it. */
export type Why = TextKey extends infer K ? (K extends `coordinate.refused.${infer Key}.mend` ? Key : never) : never;
type Plain<Way extends string> = Way extends `${string}.${string}` | "found" | "refused" ? never : Way;

/** Why a text is no position, and what its sentence mentions. */
export interface Refusal {
  readonly refused: Why;
  readonly values: Readonly<Record<string, string>>;
}

export interface Reading {
  readonly lat: number;
  readonly lon: number;
  readonly how: readonly How[];
}

/**
 * A position a text can be. `kind` is natural (as the text says, or latitude first where it says nothing), turned
 * (longitude first though nothing says so) or letter (its word is both east and west). `figures` are the two numbers as
 * they stand there, where each is a bare one.
 */
export interface Candidate extends Reading {
  readonly kind: "natural" | "turned" | "letter";
  readonly marked: boolean;
  readonly figures: readonly [string, string];
}

export class Refused extends Error {
  constructor(
    readonly key: Why,
    readonly values: Readonly<Record<string, string>> = {},
  ) {
    super(key);
  }
}

/** Six decimals at most, without noughts at the end: `68.9912`. */
const degreesText = (value: number): string => value.toFixed(6).replace(/0+$/, "").replace(/\.$/, "");

/** As nobody can read it in two ways: `41.0573 N, 68.9912 E`. */
export const unmistakable = (lat: number, lon: number): string =>
  `${degreesText(Math.abs(lat))} ${lat < 0 ? "S" : "N"}, ${degreesText(Math.abs(lon))} ${lon < 0 ? "W" : "E"}`;

/** To six decimals (0.1 m), halves away from nought. */
export function rounded(degrees: number): number {
  const size = Math.floor(Math.abs(degrees) * 1e6 + 0.5) / 1e6;
  return degrees < 0 && size ? -size : size;
}

/** A position that says itself which number is which. */
export const marked = (lat: number, lon: number, ...how: How[]): Candidate => ({
  lat,
  lon,
  how,
  kind: "natural",
  marked: true,
  figures: ["", ""],
});
