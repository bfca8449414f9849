// What crosses in the data blocks.
// Generated from geo/wire.py by `make schema`; a test keeps it current.
import type { Author, Basemap, Edtf, Notation, Observation, Sector, Source, Synonym, Texts, Withdrawn } from "./types";
import type { Lang, TextStatus, ThemeId } from "./vocabulary";

/** A turn of a history: its state by number in `words.state`, events by place. */
export type PackedTurn = [day: number, state: number, event?: number | null, maybe?: number | null];

/** A value: its source, reporter and note by number. */
export interface PackedObservation extends Omit<Observation, "source" | "reporter" | "note"> {
  readonly source?: number;
  readonly reporter: number;
  readonly note?: number;
}

export interface Payload {
  /** The form of the blocks, `PAGE_FORMAT`. */
  format: number;
  /** The newest date up to which any feature was checked. */
  edition?: string;
  /** Up to when the sources of the features had been read: the oldest, median and newest of their dates. */
  read?: readonly [oldest: Edtf, median: Edtf, newest: Edtf];
  /** How many percent of the texts each language has. */
  shares?: Readonly<Record<string, number>>;
  /** Eight digits that change when anything in the blocks does. */
  fingerprint?: string;
  /** Whose the background is. */
  credit?: string;
  /** Of the data. */
  licence?: string;
  /** The language the page starts in. */
  lang?: Lang;
  /** What the author of the page around a small one asks: `title`, `bounds` (west, south, east, north), `link` (as behind `#`), `notes` (text, longitude, latitude). */
  author?: Author;
  /** The closed lists whose words stand as numbers, by name. */
  words?: Record<string, string[]>;
  /** The groups of sectors, in their order. */
  themes?: ThemeId[];
  /** As `sectors.json`; `name` holds a text by language, `outline` the `d` of its icon's path (15 × 15). */
  sectors?: Sector[];
  /** The interface's texts: in `key` their keys, in each language the texts in the same order, but for those of the build; a page to embed has those it says. */
  messages?: { key: string[] } & Partial<Record<Lang, (string | null)[]>>;
  /** Who wrote the interface's texts, by language. */
  text_status?: Partial<Record<Lang, TextStatus>>;
  /** How people write positions: the table that `geo/coordinates` reads by too. */
  notation?: Notation;
  /** Names of countries and regions by ISO 3166 code and language. */
  places?: Record<string, Texts>;
  /** The features; see the columns below. */
  features?: { n: number; cols: Record<string, readonly unknown[]> };
  /** The documents that are cited, by column; elsewhere by number. */
  sources?: { id: string[] } & Partial<Record<keyof Source, (string | null)[]>>;
  /** Every history there is, once: turns of `[day, number of words.state, event, event that may be]`, the day as `20251115`, the events by place in the feature's own; what is unknown at a turn's end is left out. */
  histories?: PackedTurn[][];
  /** Rows of `indicators.csv`; `source` is a number, `reporter` and `note` are numbers of `texts`. */
  observations?: PackedObservation[];
  /** As `synonyms.json`; `words` holds those of all languages, and what means nothing is left out. */
  synonyms?: Synonym[];
  /** As `withdrawn.json`, so that a link can say why a thing is gone. */
  withdrawn?: Withdrawn[];
  /** The texts of features and values but for names, each in its place in each language that has one of them; elsewhere by number. */
  texts?: Partial<Record<Lang, (string | null)[]>>;
  /** The background by layer. Its positions are integers of 1/`scale` degrees: `line` the parts of a line and rings of a lake, as in the column `line`; areas and borders name their `arcs`, ~i for arc i backwards, because they share them; of a town `lon` and `lat`. `close` replaces the coarser lines from a near zoom on: the parts of each layer together, and settlements by column; a page of one sector is without it. */
  basemap?: Basemap;
}
