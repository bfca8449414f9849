// Where on the map a region, a feature or the planned railway lies.
import L from "leaflet";
import { unpackLine } from "../atlas/decode";
import type { Atlas, Feature } from "../atlas/types";
import { showWhenSized } from "./fit";
import { latLng } from "./marks/marks";

/** The box around a region's outline; null when the drawn map has no such region. */
export function regionBounds({ basemap }: Atlas, code: string): L.LatLngBounds | null {
  const area = basemap.admin1?.find(({ iso }) => iso === code);
  const positions = area?.part.flatMap((ring) => unpackLine(ring, basemap.scale ?? 1e4)) ?? [];
  return positions.length ? L.latLngBounds(positions.map(latLng)) : null;
}

export function featureBounds(feature: Feature): L.LatLngBounds | null {
  const positions = feature.line?.flat() ?? (feature.position ? [feature.position] : []);
  return positions.length ? L.latLngBounds(positions.map(latLng)) : null;
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
