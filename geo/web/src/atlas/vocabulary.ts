// The words both languages know.
// Generated from geo/vocabulary.py and geo/model/ by `make schema`; a test keeps it current.

export const LANGUAGES = ["en", "fr", "ru", "kk", "uz"] as const;
export type Lang = (typeof LANGUAGES)[number];

export const THEMES = ["economy", "transport", "energy", "water", "people", "institutions"] as const;
export type ThemeId = (typeof THEMES)[number];

export const SECTORS = [
  "industry",
  "finance",
  "construction",
  "mining",
  "transport",
  "logistics",
  "border",
  "energy",
  "water",
  "culture",
  "tourism",
  "health",
  "governance",
  "digital",
] as const;
export type SectorId = (typeof SECTORS)[number];

export const STATUSES = [
  "proposed",
  "agreed",
  "planned",
  "under_construction",
  "operational",
  "limited",
  "suspended",
  "closed_for_works",
  "closed",
  "cancelled",
  "unknown",
] as const;
export type Status = (typeof STATUSES)[number];

export const ABSENCES = ["not_yet", "undated", "never_dated"] as const;
export type Absent = (typeof ABSENCES)[number];

export const PHASES = ["ahead", "building", "running", "stopped", "unknown"] as const;
export type Phase = (typeof PHASES)[number];

export const EVENT_KINDS = [
  "announced",
  "agreed",
  "study",
  "ceremony",
  "contract",
  "financing",
  "construction_start",
  "progress",
  "opening",
  "expansion",
  "restricted",
  "suspended",
  "closed",
  "resumed",
  "cancelled",
  "target",
  "report",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const PRECISIONS = ["exact", "locality", "region", "country", "none"] as const;
export type Precision = (typeof PRECISIONS)[number];

export const GEOMETRY_KINDS = ["surveyed", "generalised", "schematic"] as const;
export type GeometryKind = (typeof GEOMETRY_KINDS)[number];

export const TEXT_STATUSES = ["source", "human", "machine"] as const;
export type TextStatus = (typeof TEXT_STATUSES)[number];

export const MODES = ["road", "pedestrian", "rail"] as const;
export type Mode = (typeof MODES)[number];

export const ACCESSES = ["yes", "restricted", "suspended", "no", "unknown"] as const;
export type Access = (typeof ACCESSES)[number];

export const STATION_KINDS = [
  "station",
  "freight_station",
  "interstate_junction",
  "settlement_on_line",
  "settlement_near_line",
] as const;
export type StationKind = (typeof STATION_KINDS)[number];

export const LINE_KINDS = ["track", "project", "service", "crossing"] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export const ELECTRIFIED = ["yes", "no", "partly", "unknown"] as const;
export type Electrified = (typeof ELECTRIFIED)[number];

export const MEDIA = ["gas", "oil", "power", "road", "rail", "multimodal", "air", "tourism"] as const;
export type Medium = (typeof MEDIA)[number];

export const BASES = ["reported", "derived", "approximate", "at_least", "target", "estimate"] as const;
export type ObservationBasis = (typeof BASES)[number];

export const PACKAGES = ["summit-2025-11"] as const;
export type Package = (typeof PACKAGES)[number];

export const BYS = ["sector", "status", "region", "year", "language"] as const;
export type By = (typeof BYS)[number];

export const COST_BANDS = ["under_10m", "under_100m", "under_1bn", "over_1bn", "none"] as const;
export type CostBand = (typeof COST_BANDS)[number];

export const KINDS = ["site", "crossing", "rail", "station", "corridor", "agreement", "indicator"] as const;
export type Kind = (typeof KINDS)[number];

export const MARK_FORMS = ["disc", "pair", "dot"] as const;
export type MarkForm = (typeof MARK_FORMS)[number];

export const UNSAID = [
  "sector.",
  "region.",
  "table.",
  "page.description",
  "editor.",
  "figure.",
  "report.",
  "field.",
  "text_status.",
  "many.",
] as const;
export type Unsaid = (typeof UNSAID)[number];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Lang, string>> = {
  en: "English",
  fr: "Français",
  ru: "Русский",
  kk: "Қазақша",
  uz: "Oʻzbekcha",
};

/** Where a reader looks next for a text that is missing. */
export const FALLBACKS: Readonly<Record<Lang, readonly Lang[]>> = {
  en: ["en", "ru", "fr", "uz", "kk"],
  fr: ["fr", "en", "ru", "uz", "kk"],
  ru: ["ru", "en", "fr", "uz", "kk"],
  kk: ["kk", "ru", "en", "fr", "uz"],
  uz: ["uz", "ru", "en", "fr", "kk"],
};

/** How a status is drawn. */
export const PHASE: Readonly<Record<Status, Phase>> = {
  proposed: "ahead",
  agreed: "ahead",
  planned: "ahead",
  under_construction: "building",
  operational: "running",
  limited: "running",
  suspended: "stopped",
  closed_for_works: "stopped",
  closed: "stopped",
  cancelled: "stopped",
  unknown: "unknown",
};

/** Lists that compare begin with what can be used. */
export const USE_RANK: Readonly<Record<Status, number>> = {
  proposed: 7,
  agreed: 6,
  planned: 5,
  under_construction: 4,
  operational: 0,
  limited: 1,
  suspended: 3,
  closed_for_works: 2,
  closed: 9,
  cancelled: 10,
  unknown: 8,
};

/** Months after its newest source from which a state is only said to be last seen; of others it never is. */
export const LASTS_MONTHS: Readonly<Partial<Record<Status, number>>> = {
  proposed: 24,
  agreed: 24,
  planned: 24,
  under_construction: 24,
  operational: 60,
  limited: 12,
  suspended: 24,
  closed_for_works: 12,
};

/** Dollars below which a band of costs ends; the last has no end. */
export const COST_UP_TO: Readonly<Partial<Record<CostBand, number>>> = {
  under_10m: 1e7,
  under_100m: 1e8,
  under_1bn: 1e9,
};

/** They may lie ahead. */
export const PROMISES: ReadonlySet<EventKind> = new Set(["target"]);

/** How the points of each kind are drawn, from which zoom; whether it is counted, its cost added up. */
export interface KindTraits {
  readonly mark: MarkForm;
  readonly drawnFrom: number;
  readonly counted?: true;
  readonly costed?: true;
}
export const TRAITS: Readonly<Record<Kind, KindTraits>> = {
  site: { mark: "disc", drawnFrom: 0, counted: true, costed: true },
  crossing: { mark: "pair", drawnFrom: 0, counted: true },
  rail: { mark: "disc", drawnFrom: 0, counted: true, costed: true },
  station: { mark: "dot", drawnFrom: 8 },
  corridor: { mark: "disc", drawnFrom: 0, counted: true, costed: true },
  agreement: { mark: "disc", drawnFrom: 0, counted: true },
  indicator: { mark: "disc", drawnFrom: 0, counted: true },
};

/** In degrees. */
export const PROJECT_BOUNDS: readonly [west: number, south: number, east: number, north: number] = [46, 36, 88, 56];
export const FIRST_VIEW: readonly [west: number, south: number, east: number, north: number] = [46.4, 37.1, 87.4, 55.5];
/** The two countries the atlas is about. */
export const CORE_COUNTRIES = ["KZ", "UZ"] as const;
/** Precisions of places that distances may be told of, and whose marks are filled. */
export const SURE_PRECISIONS: readonly Precision[] = ["exact", "locality"];
/** How far the common border of the two may lie off its source. */
export const BORDER_TOLERANCE_KM = 0.15;
/** The planned railway. */
export const CORRIDOR_LINE = "hsr-turkistan-shymkent-tashkent";
/** Years an EDTF date may name, and those of the time slider. */
export const EDTF_FROM = 1800;
export const EDTF_TO = 2150;
export const SLIDER_FROM = 2017;
export const SLIDER_TO = 2030;
/** Of the data blocks, see docs/page-data.md: their form, and integers a degree. */
export const PAGE_FORMAT = 3;
export const POINT_SCALE = 100000;
export const BASEMAP_SCALE = 10000;
