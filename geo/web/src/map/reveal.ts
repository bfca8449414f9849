// Opening a thing shows it beside its card: one rule, whichever list, search, link or mark it was opened from.
import L from "leaflet";
import type { Context } from "../ask/context";
import type { Feature, Precision } from "../atlas/types";
import { areaBounds, featureBounds } from "./areas";
import { besideCard, fitBeside } from "./fit";
import { areasOf } from "./hatch";

/** As near as it is known where it is. */
const ZOOM: Readonly<Record<Precision, number>> = { exact: 11, locality: 10, region: 7, country: 5, none: 5 };

/** Whether an area lies in what the card leaves of the map. */
function isFree(map: L.Map, bounds: L.LatLngBounds): boolean {
  const { paddingTopLeft, paddingBottomRight } = besideCard(map);
  const free = L.bounds(L.point(paddingTopLeft), map.getSize().subtract(paddingBottomRight));
  const corners = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.latLngToContainerPoint(corner));
  return free.contains(L.bounds(corners[0]!, corners[1]!));
}

/** @param stays whether the map keeps its zoom, and moves only as far as it must */
export function reveal({ atlas, map }: Context, feature: Feature, stays: boolean): void {
  // A card below the map has taken its room from it just now.
  map.invalidateSize({ animate: false });
  const bounds = featureBounds(feature) ?? areaBounds(atlas, ...areasOf(feature));
  if (!bounds || (stays && isFree(map, bounds))) return;
  if (stays && feature.position) map.panInside(bounds.getCenter(), besideCard(map));
  else if (stays && map.getBounds().intersects(bounds)) return;
  else fitBeside(map, bounds, Math.max(ZOOM[feature.precision], feature.line || !feature.position ? 0 : map.getZoom()));
}
