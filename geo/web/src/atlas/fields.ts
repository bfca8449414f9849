// Every field of a feature.
// Generated from geo/fields.py and geo/model/ by `make schema`; a test keeps it current.
import type { Edtf } from "./types";
import type {
  Access,
  Electrified,
  GeometryKind,
  Lang,
  LineKind,
  Medium,
  Mode,
  Package,
  StationKind,
  TextStatus,
} from "./vocabulary";

/** Columns that hold one value, by the names they have in the data files. */
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
  line_kind: LineKind;
  geometry_kind: GeometryKind;
  length_km: number;
  max_speed_kmh: number;
  gauge_mm: number;
  electrified: Electrified;
  passengers_per_year: number;
  train_pairs_per_day: number;
  station_kind: StationKind;
  confirmed: boolean;
  medium: Medium;
  ends: Edtf;
  unit: string;
  border_km: number;
  nearest_crossing: string;
  nearest_crossing_km: number;
  nearest_station: string;
  nearest_station_km: number;
  chainage_km: number;
  rail_km: number;
  in_corridor: boolean;
  computed_length_km: number;
  length_kz_km: number;
  length_uz_km: number;
  iati_exactness: number;
  iati_precision: number;
}
export const PLAIN: readonly (keyof Fields)[] = [
  "status_date",
  "locality",
  "cost_usd",
  "precision_basis",
  "checked",
  "text_status",
  "kz_admin1",
  "uz_admin1",
  "point_side",
  "hours",
  "passengers",
  "freight",
  "third_country_nationals",
  "persons_per_day_before",
  "persons_per_day_after",
  "vehicles_per_day_before",
  "vehicles_per_day_after",
  "train_pairs_per_day_before",
  "train_pairs_per_day_after",
  "electronic_queue",
  "line_kind",
  "geometry_kind",
  "length_km",
  "max_speed_kmh",
  "gauge_mm",
  "electrified",
  "passengers_per_year",
  "train_pairs_per_day",
  "station_kind",
  "confirmed",
  "medium",
  "ends",
  "unit",
  "border_km",
  "nearest_crossing",
  "nearest_crossing_km",
  "nearest_station",
  "nearest_station_km",
  "chainage_km",
  "rail_km",
  "in_corridor",
  "computed_length_km",
  "length_kz_km",
  "length_uz_km",
  "iati_exactness",
  "iati_precision",
];
/** Columns that hold a list of words or ids; a missing list is an empty one. */
export const LISTS = [
  "countries",
  "admin1",
  "partners",
  "packages",
  "modes",
  "stops",
  "districts",
  "lines",
  "applies_to",
] as const;
export type ListField = (typeof LISTS)[number];
/** What each list holds. */
export interface Lists {
  countries: string;
  admin1: string;
  partners: string;
  packages: Package;
  modes: Mode;
  stops: string;
  districts: string;
  lines: string;
  applies_to: string;
}
/** Texts with one column a language: `name` stands for `name_en`, `name_fr`, … */
export const TEXTS = [
  "name",
  "summary",
  "cost_note",
  "conflict",
  "kz_name",
  "uz_name",
  "access_note",
  "capacity_note",
  "length_note",
] as const;
export type TextField = (typeof TEXTS)[number];
/** Who may cross: the fields of a crossing that one of `ACCESSES` answers. */
export const QUESTIONS = ["passengers", "freight", "third_country_nationals"] as const;
export type AccessQuestion = (typeof QUESTIONS)[number];
/** Columns of the CSV, in order. */
export const CSV = [
  "id",
  "kind",
  "sector",
  "name_en",
  "name_fr",
  "name_ru",
  "name_kk",
  "name_uz",
  "status",
  "status_date",
  "latitude",
  "longitude",
  "precision",
  "countries",
  "admin1",
  "applies_to",
  "locality",
  "cost_usd",
  "length_km",
  "modes",
  "passengers",
  "freight",
  "third_country_nationals",
  "partners",
  "packages",
  "summary_en",
  "sources",
  "checked",
] as const;
export type CsvColumn = (typeof CSV)[number];
