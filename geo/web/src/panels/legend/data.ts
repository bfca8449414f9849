// What the legend says: which sectors there are, how much of each is shown and seen, and what its key explains.
import type { Context } from "../../ask/context";
import { countBySector } from "../../ask/rows";
import type { TextKey } from "../../atlas/i18n";
import type {
  Atlas,
  Edtf,
  Feature,
  GeometryKind,
  Precision,
  Sector,
  SectorId,
  Status,
  ThemeId,
} from "../../atlas/types";
import { PHASE, PHASES, type Phase, PRECISIONS, STATUSES } from "../../atlas/vocabulary";
import { isDrawnAt, traits } from "../../map/in_view";
import type { MarkLook } from "../../parts/glyph";

/** The sectors that have a layer on the map, by the order of the atlas. */
export const sectorsOnMap = ({ atlas, groups }: Pick<Context, "atlas" | "groups">): Sector[] =>
  atlas.sectors.filter(({ id }) => id in groups);

export interface Theme {
  readonly id: ThemeId;
  readonly sectors: readonly Sector[];
}

/** Themes with their sectors; those without any are left out. */
export const themesOf = ({ themes }: Pick<Atlas, "themes">, sectors: readonly Sector[]): Theme[] =>
  themes
    .map((id) => ({ id, sectors: sectors.filter(({ theme }) => theme === id) }))
    .filter((theme) => theme.sectors.length > 0);

/** The sectors that are off after some of them were switched. */
export function switched(off: ReadonlySet<SectorId>, ids: readonly SectorId[], isOn: boolean): ReadonlySet<SectorId> {
  const rest = [...off].filter((id) => !ids.includes(id));
  return new Set(isOn ? rest : [...rest, ...ids]);
}

/** How a theme's switch stands: on, off, or between. */
export function themeSwitch({ sectors }: Theme, off: ReadonlySet<SectorId>): { isOn: boolean; isBetween: boolean } {
  const on = sectors.filter(({ id }) => !off.has(id)).length;
  return { isOn: on === sectors.length, isBetween: on > 0 && on < sectors.length };
}

export interface SectorCount {
  readonly sector: Sector;
  readonly n: number;
}

/** The sectors that have any of the features, with how many. */
export function sectorCounts(sectors: readonly Sector[], features: Iterable<Feature>): SectorCount[] {
  const tally = countBySector(features);
  return sectors.map((sector) => ({ sector, n: tally.get(sector.id) ?? 0 })).filter(({ n }) => n > 0);
}

/** How many features there are to see, and how many of them on the map. */
export function shownCounts(features: readonly Feature[], mask: Uint8Array): { n: number; onMap: number } {
  let [n, onMap] = [0, 0];
  for (const { index, located } of features) {
    if (!mask[index]) continue;
    n++;
    if (located) onMap++;
  }
  return { n, onMap };
}

export interface Drawn {
  /** Mask of what is shown. */
  readonly visible: Uint8Array;
  readonly time: Edtf | null;
  readonly selected: string | null;
  /** Zoom of the map. */
  readonly zoom: number;
}

/** What of the key there is to see of the features in view. */
export function seenTraits(inView: readonly Feature[], { visible, time, selected, zoom }: Drawn): Set<string> {
  const drawn = inView.filter((feature) => visible[feature.index] && isDrawnAt(zoom, feature, selected));
  return new Set(drawn.flatMap((feature) => traits(feature, time)));
}

/** A picture in the key. */
export type Sample =
  | { readonly mark: MarkLook }
  | { readonly line: Phase; readonly geometry: GeometryKind }
  | { readonly other: "dot" | "group" | "border" };

export interface KeyRow {
  /** What of a feature the row explains, as `traits` names it. */
  readonly trait: string;
  readonly sample: Sample;
  /** Key of its words. */
  readonly label: TextKey;
}

export interface KeyPart {
  readonly heading: TextKey;
  readonly isLines?: boolean;
  readonly rows: readonly KeyRow[];
}

const mark = (precision: Precision, phase: Phase = "running", kind: "site" | "crossing" = "site"): Sample => ({
  mark: { kind, precision, phase },
});
const certainty = (precision: Precision): KeyRow => ({
  trait: precision,
  sample: mark(precision),
  label: `precision.${precision}`,
});
const LINE_LABELS: Readonly<Record<Phase, TextKey>> = {
  ahead: "legend.line_proposed",
  building: "legend.line_construction",
  running: "legend.line_service",
  stopped: "legend.line_suspended",
  unknown: "legend.line_unknown",
};
const line = (state: Phase): KeyRow => ({
  trait: `line-${state}`,
  sample: { line: state, geometry: "generalised" },
  label: LINE_LABELS[state],
});

/** The states whose look a row explains; none of a row about something else. */
export const statesOf = ({ trait }: KeyRow): Status[] => {
  const [, phase] = trait.split("-");
  return STATUSES.filter((status) => PHASE[status] === phase);
};

export const KEY: readonly KeyPart[] = [
  { heading: "legend.certainty", rows: PRECISIONS.filter((precision) => precision !== "none").map(certainty) },
  {
    heading: "legend.shapes",
    rows: [
      { trait: "pair", sample: mark("exact", "running", "crossing"), label: "kind.crossing" },
      { trait: "dot", sample: { other: "dot" }, label: "legend.station" },
      { trait: "group", sample: { other: "group" }, label: "legend.group" },
      { trait: "mark-ahead", sample: mark("exact", "ahead"), label: "legend.status_mark" },
      { trait: "mark-building", sample: mark("exact", "building"), label: "status.under_construction" },
      { trait: "mark-stopped", sample: mark("exact", "stopped"), label: "legend.status_stopped" },
      { trait: "mark-unknown", sample: mark("exact", "unknown"), label: "legend.line_unknown" },
    ],
  },
  {
    heading: "legend.lines",
    isLines: true,
    rows: [
      ...PHASES.map(line),
      { trait: "schematic", sample: { line: "running", geometry: "schematic" }, label: "legend.schematic" },
      { trait: "border", sample: { other: "border" }, label: "legend.border" },
    ],
  },
];
