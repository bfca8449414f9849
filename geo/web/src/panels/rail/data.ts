// What the panel of the planned railway says, before any of it is drawn. Lengths of a drawing are px.

import { km } from "../../atlas/format";
import { footOn } from "../../atlas/geodesy";
import type { TextKey, Translate } from "../../atlas/i18n";
import { type PromiseState, promiseState } from "../../atlas/promises";
import type { AtlasEvent, Edtf, Feature, Position, Source } from "../../atlas/types";
import { CORRIDOR_LINE, LINE_KINDS, type LineKind } from "../../atlas/vocabulary";
import { spread } from "./spread";
import { nearestStop, type Stop, type Strip, type Variant } from "./strip";

/** Height of the strip, room for one label, and where the strip begins. */
const LENGTH = 420;
const LABEL = 46;
export const TOP = 24;
/** Pixels from the line on the map that count as pointing at it. */
const REACH = 9;
/** Kilometres a pixel of Web Mercator is at the equator and zoom 0. */
const KM_A_PIXEL = 156.5;

/** A stop, or the border if it is none, with its place on the line and the top of its label. */
export interface Label {
  readonly stop: Stop | null;
  readonly y: number;
  readonly top: number;
}

/** One variant as a column of the strip. */
export interface Column {
  readonly labels: readonly Label[];
  /** Where its line ends, and the height of all of it. */
  readonly end: number;
  readonly height: number;
}

/** Stops and the border from the first stop on, each label as near to its place as its neighbours allow. */
export function columnOf(variant: Variant, { borderKm, scaleKm }: Strip): Column {
  const places: { at: number; stop: Stop | null }[] = variant.stops.map((stop) => ({ at: stop.at, stop }));
  if (borderKm !== null && variant.along === "project") places.push({ at: borderKm / scaleKm, stop: null });
  places.sort((a, b) => a.at - b.at);
  const ys = places.map(({ at }) => TOP + at * LENGTH);
  const tops = spread(ys, LABEL);
  const end = TOP + Math.max(0, ...variant.stops.map(({ at }) => at)) * LENGTH;
  return {
    labels: places.map(({ stop }, i) => ({ stop, y: Math.round(ys[i]!), top: Math.round(tops[i]!) })),
    end,
    // Half a label above its place, so that the name stands beside its dot.
    height: Math.max(end, (tops.at(-1) ?? 0) + LABEL / 2) + 8,
  };
}

/** Keys of what is to be said of a stop beside its name. */
export const notesOf = ({ junction, again }: Stop): TextKey[] =>
  again ? ["rail.turns_back"] : junction ? ["rail.junction"] : [];

/** The distance of a stop; along a schematic drawing it is a rough one. */
export const distanceText = (t: Translate, { along }: Variant, { km: far }: Stop): string =>
  far === null ? "" : `${along === "project" && far > 0 ? "≈ " : ""}${km(t, Math.round(far))}`;

/** What became of the line. */
export interface Verdict {
  readonly since: Edtf | undefined;
  /** The event that brought about its state, if one is recorded. */
  readonly stopped: AtlasEvent | undefined;
  /** Whether all there is of it is a drawing. */
  readonly isOnlyDrawn: boolean;
  readonly promises: readonly { readonly event: AtlasEvent; readonly state: PromiseState }[];
}

export const verdictOf = (line: Feature, today: Edtf): Verdict => ({
  since: line.get("status_date"),
  stopped: line.events.findLast(({ kind }) => kind === line.status),
  isOnlyDrawn: line.status === "suspended" && line.get("geometry_kind") === "schematic",
  promises: line.events.flatMap((event) => {
    const state = promiseState(event, line.get("checked"), today);
    return state ? [{ event, state }] : [];
  }),
});

/** The sources of the line's variants, each once. */
export function sourcesOf({ options }: Feature): Source[] {
  const found = new Map(options.flatMap(({ source }) => (source ? [[source.id, source] as const] : [])));
  return [...found.values()];
}

/** The other railways by what they are; kinds without any are left out. */
export function otherLines(features: readonly Feature[]): { kind: LineKind; lines: Feature[] }[] {
  const others = features.filter(({ kind, id }) => kind === "rail" && id !== CORRIDOR_LINE);
  return LINE_KINDS.flatMap((kind) => {
    const lines = others.filter((feature) => (feature.get("line_kind") ?? "track") === kind);
    return lines.length ? [{ kind, lines }] : [];
  });
}

/** The stop nearest to a position that lies on the drawing of the project, as near as a pointer is at a zoom. */
export function stopNear({ line, variants }: Strip, place: Position, zoom: number): string | null {
  const variant = variants.find(({ along }) => along === "project");
  const off = footOn(line.line?.flat() ?? [], place)?.offKm ?? Number.POSITIVE_INFINITY;
  const reach = (REACH * KM_A_PIXEL * Math.cos((place[1] * Math.PI) / 180)) / 2 ** zoom;
  return (variant && off <= reach && nearestStop(variant, place)?.id) || null;
}
