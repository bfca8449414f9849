// Where on the map a region, a feature or the planned railway lies.
import L from "leaflet";
import { boundsAround, boundsOf } from "../atlas/outlines";
import type { Atlas, Feature } from "../atlas/types";
import { showWhenSized } from "./fit";
import { latLngBounds } from "./latlng";

/** The box around regions and countries; null where none of them is drawn. */
export function areaBounds({ basemap }: Atlas, ...codes: string[]): L.LatLngBounds | null {
  const bounds = boundsOf(basemap, codes);
  return bounds && latLngBounds(bounds);
}

export function featureBounds({ line, position }: Feature): L.LatLngBounds | null {
  const bounds = boundsAround(line?.flat() ?? (position ? [position] : []));
  return bounds && latLngBounds(bounds);
}

/** The box around everything near the planned railway; null in an atlas without it. */
export function corridorBounds({ features }: Atlas): L.LatLngBounds | null {
  const bounds = L.latLngBounds([]);
  for (const feature of features) {
    const isPlan = feature.kind === "rail" && feature.get("line_kind") === "project" && feature.options.length > 0;
    if (isPlan) bounds.extend(featureBounds(feature) ?? bounds);
  }
  return bounds.isValid() ? bounds : null;
}

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Shows an area, without a flight for readers who want none. */
export const showArea = (map: L.Map, bounds: L.LatLngBounds, maxZoom = 10): void => {
  showWhenSized(map, () => map.fitBounds(bounds, { maxZoom, padding: [24, 24], animate: !still() }));
};

/** Shows a place at least as near as `zoom`. */
export const showPlace = (map: L.Map, place: L.LatLngExpression, zoom: number): void => {
  showWhenSized(map, () => map.setView(place, Math.max(map.getZoom(), zoom), { animate: !still() }));
};
