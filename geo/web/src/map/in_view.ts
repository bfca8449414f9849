// What of the atlas lies in the part of the map that is seen: points by their place, lines by their course, not by
// the box around it.
import { phaseOn } from "../atlas/age";
import { statusOn } from "../atlas/history";
import type { Bounds } from "../atlas/outlines";
import type { Edtf, Feature, Position } from "../atlas/types";
import { PHASE, TRAITS } from "../atlas/vocabulary";
import { isDot } from "../parts/glyph";

/** Whether the straight line between two positions meets the box (Liang and Barsky, 1984). */
function meets([x, y]: Position, [x1, y1]: Position, [west, south, east, north]: Bounds): boolean {
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [x - x1, x - west],
    [x1 - x, east - x],
    [y - y1, y - south],
    [y1 - y, north - y],
  ] as const) {
    if (step < 0) from = Math.max(from, room / step);
    else if (step > 0) to = Math.min(to, room / step);
    else if (room < 0) return false;
  }
  return from <= to;
}

/** Whether any part of a line lies in the box. */
export const crosses = (parts: readonly (readonly Position[])[], box: Bounds): boolean =>
  parts.some((part) => part.some((place, i) => meets(part[i - 1] ?? place, place, box)));

/** Finds the features in a box. There may be a hundred thousand, so each is asked for its place once. */
export function viewIndex(features: readonly Feature[]): (box: Bounds) => Feature[] {
  const lines = features.filter(({ line }) => line);
  const points = features.filter(({ line, position }) => !line && position);
  const places = Float64Array.from(points.flatMap(({ position }) => position!));
  return (box) => {
    const [west, south, east, north] = box;
    const isIn = (_: Feature, i: number) => {
      const [lon, lat] = [places[2 * i]!, places[2 * i + 1]!];
      return lon >= west && lon <= east && lat >= south && lat <= north;
    };
    return [...points.filter(isIn), ...lines.filter(({ line }) => crosses(line!, box))];
  };
}

/** Whether a feature is drawn at a zoom; one that is selected always is. */
export const isDrawnAt = (zoom: number, { kind, id }: Feature, selected: string | null): boolean =>
  zoom >= TRAITS[kind].drawnFrom || id === selected;

/** What a drawn feature shows of what the legend explains, in its state on a date. */
export function traits(feature: Feature, time: Edtf | null): string[] {
  const { kind, line, precision } = feature;
  if (isDot(feature)) return ["dot"];
  if (!line) return [precision, TRAITS[kind].mark, `mark-${phaseOn(feature, time)}`];
  const states = new Set([PHASE[statusOn(feature, time)], phaseOn(feature, time)]);
  return [...[...states].map((state) => `line-${state}`), feature.get("geometry_kind") ?? "schematic"];
}
