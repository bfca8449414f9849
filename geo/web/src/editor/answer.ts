// What the server says of a form: the same rules and words as everywhere, put where they belong.
import type { Payload } from "../atlas/wire";

export interface Told {
  /** The field it is about, as its name in the form; "" for none. */
  readonly field: string;
  /** Where it is, if it is at something else than what is edited. */
  readonly other: string;
  readonly what: string;
  readonly mend: string;
}

export interface Answer {
  readonly problems: readonly Told[];
  readonly summary: string;
  readonly position: { readonly lon: number; readonly lat: number } | null;
  readonly told: string;
  readonly readings: readonly {
    readonly lon: number;
    readonly lat: number;
    readonly text: string;
    readonly take: string;
  }[];
  readonly region: { readonly code: string; readonly country: string; readonly text: string } | null;
  readonly beside: readonly { readonly name: string; readonly facts: string; readonly address: string }[];
  readonly card: Payload | null;
  readonly id: string;
}

/** The name of the place among `places` that a problem is told at: its own, or the nearest that holds it; "" for none. */
export function placeFor(field: string, places: ReadonlySet<string>): string {
  const steps = field.split(".");
  for (let count = steps.length; count; count--) {
    const name = steps.slice(0, count).join(".");
    if (places.has(name)) return name;
  }
  return "";
}

/** The root of a field's name, which tells whether a person has been there: `events.0.date` is of `events`. */
export const rootOf = (name: string): string => name.split(".")[0]!.replace(/_(en|fr|ru|kk|uz)$/, "");

/** A row of a form as the next one: `events.NEW.date` with the number it gets. */
export const numbered = (text: string, rows: string, number: number): string =>
  text.replaceAll(`${rows}.NEW`, `${rows}.${number}`);

/** The next number of a row, given the names that a form has. */
export function nextNumber(rows: string, names: readonly string[]): number {
  const pattern = new RegExp(`^${rows}\\.(\\d+)\\.`);
  return Math.max(-1, ...names.map((name) => Number(pattern.exec(name)?.[1] ?? -1))) + 1;
}
