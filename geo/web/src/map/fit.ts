// Showing an area beside the card, if one is open over the map.
import type L from "leaflet";

/** Pixels on the right of the map that the card covers: none if it is closed or, as on a phone, below the map. */
export function covered(map: L.Map): number {
  const card = document.querySelector(".app > .card")?.getBoundingClientRect();
  const area = map.getContainer().getBoundingClientRect();
  if (!card?.width || card.top >= area.bottom - 1) return 0;
  return Math.max(0, Math.min(area.right - card.left, area.width - 120));
}

export function fitBeside(map: L.Map, bounds: L.LatLngBounds | L.LatLngTuple[]): void {
  map.fitBounds(bounds, {
    paddingTopLeft: [30, 30],
    paddingBottomRight: [covered(map) + 30, 30],
    maxZoom: 11,
    animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
}
