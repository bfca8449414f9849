// The words of the page: what the data block holds, and what the rest of the code calls it.

import type { Fields, ListField, Lists, TextField } from "./fields";
import type {
  Absent,
  EventKind,
  Kind,
  Lang,
  Mode,
  ObservationBasis,
  Precision,
  SectorId,
  Status,
  TextStatus,
  ThemeId,
} from "./vocabulary";

export type { Fields, ListField, TextField } from "./fields";
export type {
  Access,
  EventKind,
  GeometryKind,
  Kind,
  Lang,
  Mode,
  Precision,
  SectorId,
  Status,
  TextStatus,
  ThemeId,
} from "./vocabulary";
export { LANGUAGES } from "./vocabulary";

/** Longitude and latitude in degrees, WGS 84; only Leaflet's own calls turn it round. */
export type Position = readonly [lon: number, lat: number];
/** A date in the subset of EDTF the data use: `2025`, `2025-11`, `2025-11-15`, or `from/to`, somewhere within. */
export type Edtf = string;
/** The same text in some languages; English is nearly always there. */
export type Texts = Partial<Record<Lang, string>>;

/** A text as it can be shown: in the language asked for, or in the nearest one there is. */
export interface Shown {
  readonly text: string;
  readonly lang: Lang;
}

export interface Source {
  readonly id: string;
  readonly title?: string | null;
  readonly publisher?: string | null;
  readonly date?: Edtf | null;
  readonly url?: string | null;
  readonly lang?: string | null;
}

export interface AtlasEvent {
  readonly date?: Edtf | null;
  readonly kind: EventKind;
  readonly note: Texts;
  readonly source?: Source;
}

/** One source of one feature, and what it supports. */
export interface Citation {
  readonly source: Source;
  readonly supports?: string;
}

/** One studied variant of a planned line. */
export interface RailOption {
  readonly id: string;
  readonly label: Texts;
  readonly length_km?: number;
  readonly length_scope?: Texts;
  readonly max_speed_kmh?: number;
  readonly travel_time_min?: number;
  readonly cost_kzt?: number;
  readonly later_cost_kzt?: number;
  readonly cost_usd?: number;
  readonly preferred?: boolean;
  readonly source?: Source;
}

/** What can be said of a thing on a date: a state, or why there is none. */
export type State = Status | Absent;
/** What can be said from the end of a day on; events by their place in the feature's own. */
export interface Turn {
  /** 20251115; of the first turn 0, before every date. */
  readonly day: number;
  readonly state: State;
  /** The event that brought it about. */
  readonly event?: number;
  /** An event that may have happened by then, because its date is broad. */
  readonly maybe?: number;
}

/** One thing of the atlas: a light view on the columns, made once and never changed. */
export interface Feature {
  /** Row in the columns; also its place in `atlas.features`. */
  readonly index: number;
  readonly id: string;
  readonly kind: Kind;
  readonly sector: SectorId;
  readonly status: Status;
  readonly precision: Precision;
  /** Where its mark stands, or null (lines and unlocated things have none). */
  readonly position: Position | null;
  /** Its parts if it is a line, else null. */
  readonly line: readonly (readonly Position[])[] | null;
  /** Whether the map can show it at all. */
  readonly located: boolean;
  readonly events: readonly AtlasEvent[];
  /** All that changes in what can be said of it, oldest first; empty until the second block is read. */
  readonly history: readonly Turn[];
  /** The regions it concerns: it lies in them, applies to them, or has a post there. */
  readonly regions: readonly string[];
  readonly citations: readonly Citation[];
  readonly options: readonly RailOption[];
  /** The name in `lang`, or in the nearest language; its id when it has no name at all. */
  name(lang: Lang): Shown;
  /** A text field in `lang` or the nearest language there is; null when in none. */
  text(field: TextField, lang: Lang): Shown | null;
  /** A text field in exactly the languages it has. */
  texts(field: TextField): Texts;
  get<K extends keyof Fields>(field: K): Fields[K] | undefined;
  list<K extends ListField>(field: K): readonly Lists[K][];
}

export interface Sector {
  readonly id: SectorId;
  readonly theme: ThemeId;
  readonly color: string;
  readonly icon: string;
  /** The icon as a path's `d`, in a box of 15 × 15. */
  readonly outline?: string;
  readonly oecd_dac?: readonly string[];
  readonly name: Texts;
}

/** How an address of a map site holds positions: the forms of parts of its path, of places and of middles of a view. */
export interface Site {
  readonly path?: string;
  readonly place: Readonly<Record<string, string>>;
  readonly view: Readonly<Record<string, string>>;
}

/** How people write positions, as `geo/coordinates/notation.json`, whose first line says what each part holds. */
export interface Notation {
  readonly marks: Readonly<Record<string, string>>;
  readonly digits: string;
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly links: Readonly<Record<string, Site>>;
  readonly shortened: readonly string[];
  readonly outline: readonly number[];
}

/** Words that mean one thing, in all languages, and what that is. */
export interface Synonym {
  readonly words: readonly string[];
  readonly sectors?: readonly SectorId[];
  readonly kinds?: readonly Kind[];
  readonly modes?: readonly Mode[];
  readonly packages?: readonly string[];
  /** Ids of what is meant before all else. */
  readonly features?: readonly string[];
}

/** What was taken out, and why. */
export interface Withdrawn {
  readonly id: string;
  readonly date: Edtf;
  /** Id of what stands in its place. */
  readonly instead?: string;
  readonly name?: Texts;
  readonly why?: Texts;
}

export interface Observation {
  readonly indicator: string;
  readonly period: Edtf;
  readonly value: number;
  readonly unit: string;
  readonly reporter: string;
  readonly basis: ObservationBasis;
  readonly source?: Source;
  readonly note?: string;
}

/** Rings of an area, outer ones and holes alike, or parts of a line: delta-coded integers, see `unpackLine`. */
type PackedParts = readonly (readonly number[])[];
/** Of what shares its course with others, as it crosses: in place of each part the numbers of its arcs. */
interface OfArcs {
  readonly arcs?: PackedParts;
}
/** A country or region; its name is in `places`. */
export interface BasemapArea extends OfArcs {
  readonly iso: string;
  readonly part: PackedParts;
}
/** A river, border or railway; of a lake, the shores. */
export interface BasemapLine extends OfArcs {
  readonly name?: Texts;
  readonly line: PackedParts;
  readonly kz_uz?: boolean;
  readonly level?: string;
  readonly kind?: string;
  readonly rank?: number;
}
export interface BasemapCity {
  readonly name: Texts;
  readonly lon: number;
  readonly lat: number;
  readonly pop?: number;
  readonly capital?: boolean;
  readonly rank?: number;
}
/** What is drawn close up: lines, and rings of lakes. Settlements are told by column; a missing name is null. */
export interface CloseGround {
  readonly border: PackedParts;
  readonly rivers: PackedParts;
  readonly lakes: PackedParts;
  readonly roads: PackedParts;
  readonly railways: PackedParts;
  readonly settlements: {
    readonly name: Partial<Record<Lang, readonly (string | null)[]>>;
    readonly lon: readonly number[];
    readonly lat: readonly number[];
    readonly pop: readonly (number | null)[];
  };
}
/** The drawn background; every position in 1/`scale` degrees. */
export interface Basemap extends OfArcs {
  readonly scale?: number;
  readonly close?: CloseGround;
  readonly countries?: readonly BasemapArea[];
  readonly admin1?: readonly BasemapArea[];
  readonly borders?: readonly BasemapLine[];
  readonly rivers?: readonly BasemapLine[];
  readonly lakes?: readonly BasemapLine[];
  readonly cities?: readonly BasemapCity[];
  readonly railways?: readonly BasemapLine[];
}

/** Everything the page knows. */
/** What the author of the page around this one asks of it. */
export interface Author {
  readonly title?: string;
  readonly bounds?: readonly [west: number, south: number, east: number, north: number];
  /** What an address without its `#` would ask for. */
  readonly link?: string;
  readonly notes?: readonly (readonly [text: string, lon: number, lat: number])[];
}

export interface Atlas {
  readonly edition: string;
  /** Up to when the sources of the features had been read; null of an atlas without any. */
  readonly read: readonly [oldest: Edtf, median: Edtf, newest: Edtf] | null;
  /** How many percent of the texts each language has. */
  readonly shares: Readonly<Record<string, number>>;
  readonly fingerprint: string;
  readonly credit: string;
  readonly licence: string;
  readonly lang: Lang;
  readonly author: Author;
  readonly messages: Partial<Record<Lang, Readonly<Record<string, string>>>>;
  /** Who wrote the interface texts of each language; absent means people did. */
  readonly textStatus: Partial<Record<Lang, TextStatus>>;
  readonly sectors: readonly Sector[];
  readonly themes: readonly ThemeId[];
  /** Closed lists in their order; what filters offer. */
  readonly words: { readonly [list: string]: readonly string[] };
  /** Names of countries and regions by ISO code. */
  readonly places: Readonly<Record<string, Texts>>;
  readonly sources: readonly Source[];
  readonly features: readonly Feature[];
  readonly observations: readonly Observation[];
  /** Empty until the second block is read. */
  readonly synonyms: readonly Synonym[];
  /** Null on a page without a field for positions. */
  readonly notation: Notation | null;
  /** Empty until the second block is read. */
  readonly withdrawn: readonly Withdrawn[];
  /** What the data say in English alone, in other languages. */
  readonly phrases: { get(english: string): Texts };
  readonly basemap: Basemap;
  byId(id: string): Feature | undefined;
  sector(id: SectorId): Sector;
}
