// The words of the page: what the data block holds, and what the rest of the code calls it.

export const LANGUAGES = ["en", "fr", "ru", "kk", "uz"] as const;
export type Lang = (typeof LANGUAGES)[number];

export type Kind = "site" | "crossing" | "rail" | "station" | "corridor" | "agreement" | "indicator";
export type SectorId =
  | "industry"
  | "finance"
  | "construction"
  | "mining"
  | "transport"
  | "logistics"
  | "border"
  | "energy"
  | "water"
  | "culture"
  | "tourism"
  | "health"
  | "governance"
  | "digital";
export type ThemeId = "economy" | "transport" | "energy" | "water" | "people" | "institutions";
export type Status =
  | "proposed"
  | "agreed"
  | "planned"
  | "under_construction"
  | "operational"
  | "limited"
  | "suspended"
  | "closed_for_works"
  | "closed"
  | "cancelled"
  | "unknown";
export type Precision = "exact" | "locality" | "region" | "country" | "none";
export type EventKind =
  | "announced"
  | "agreed"
  | "study"
  | "ceremony"
  | "contract"
  | "financing"
  | "construction_start"
  | "progress"
  | "opening"
  | "expansion"
  | "restricted"
  | "suspended"
  | "closed"
  | "resumed"
  | "cancelled"
  | "target"
  | "report";
export type GeometryKind = "surveyed" | "generalised" | "schematic";
export type Access = "yes" | "restricted" | "suspended" | "no" | "unknown";
export type Mode = "road" | "pedestrian" | "rail";
export type TextStatus = "source" | "human" | "machine";

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

/** Fields with one text per language: `name` stands for the columns `name_en`, `name_fr`, … */
export type TextField =
  | "name"
  | "summary"
  | "cost_note"
  | "conflict"
  | "kz_name"
  | "uz_name"
  | "access_note"
  | "capacity_note"
  | "length_note";

/** The remaining columns, by the names they have in the data files and in geo/model.py. */
export interface Fields {
  status_date: Edtf;
  locality: string;
  cost_usd: number;
  precision_basis: string;
  checked: Edtf;
  text_status: Partial<Record<Lang, TextStatus>>;
  kz_admin1: string;
  uz_admin1: string;
  point_side: "KZ" | "UZ";
  hours: string;
  passengers: Access;
  freight: Access;
  third_country_nationals: Access;
  persons_per_day_before: number;
  persons_per_day_after: number;
  vehicles_per_day_before: number;
  vehicles_per_day_after: number;
  train_pairs_per_day_before: number;
  train_pairs_per_day_after: number;
  electronic_queue: string;
  line_kind: "track" | "project" | "service" | "crossing";
  geometry_kind: GeometryKind;
  length_km: number;
  max_speed_kmh: number;
  gauge_mm: number;
  electrified: "yes" | "no" | "partly" | "unknown";
  passengers_per_year: number;
  train_pairs_per_day: number;
  station_kind: string;
  confirmed: boolean;
  medium: string;
  ends: Edtf;
  unit: string;
  // Computed when the page is built; distances are geodesic.
  border_km: number;
  nearest_crossing: string;
  nearest_crossing_km: number;
  nearest_station: string;
  nearest_station_km: number;
  chainage_km: number;
  /** Distance from the planned railway as drawn. */
  rail_km: number;
  in_corridor: boolean;
  computed_length_km: number;
  length_kz_km: number;
  length_uz_km: number;
  iati_exactness: number;
  iati_precision: number;
}

/** Columns that hold a list of words or ids; a missing list is an empty one. */
export type ListField =
  | "countries"
  | "admin1"
  | "applies_to"
  | "partners"
  | "packages"
  | "modes"
  | "stops"
  | "lines"
  | "districts";

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
  readonly citations: readonly Citation[];
  readonly options: readonly RailOption[];
  /** The name in `lang`, or in the nearest language; its id when it has no name at all. */
  name(lang: Lang): Shown;
  /** A text field in `lang` or the nearest language there is; null when in none. */
  text(field: TextField, lang: Lang): Shown | null;
  /** A text field in exactly the languages it has. */
  texts(field: TextField): Texts;
  get<K extends keyof Fields>(field: K): Fields[K] | undefined;
  list(field: ListField): readonly string[];
}

export interface Sector {
  readonly id: SectorId;
  readonly theme: ThemeId;
  readonly color: string;
  readonly icon: string;
  readonly oecd_dac?: readonly string[];
  readonly name: Texts;
}

export interface Observation {
  readonly indicator: string;
  readonly period: Edtf;
  readonly value: number;
  readonly unit: string;
  readonly reporter: string;
  readonly basis: string;
  readonly source?: Source;
  readonly note?: string;
}

/** Rings of an area, outer ones and holes alike, or parts of a line: delta-coded integers, see `unpackLine`. */
type PackedParts = readonly (readonly number[])[];
/** A country or region; its name is in `places`. */
export interface BasemapArea {
  readonly iso: string;
  readonly part: PackedParts;
}
/** A river, border or railway; of a lake, the shores. */
export interface BasemapLine {
  readonly name?: Texts;
  readonly line: PackedParts;
  readonly kz_uz?: boolean;
  readonly level?: string;
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
/** The drawn background; every position in 1/`scale` degrees. */
export interface Basemap {
  readonly scale?: number;
  readonly countries?: readonly BasemapArea[];
  readonly admin1?: readonly BasemapArea[];
  readonly borders?: readonly BasemapLine[];
  readonly rivers?: readonly BasemapLine[];
  readonly lakes?: readonly BasemapLine[];
  readonly cities?: readonly BasemapCity[];
  readonly railways?: readonly BasemapLine[];
}

/** Everything the page knows. */
export interface Atlas {
  readonly edition: string;
  readonly fingerprint: string;
  readonly credit: string;
  readonly licence: string;
  readonly lang: Lang;
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
  readonly basemap: Basemap;
  byId(id: string): Feature | undefined;
  sector(id: SectorId): Sector;
}
