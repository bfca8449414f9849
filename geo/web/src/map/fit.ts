// What part of the map is shown: beside the card, if one is open over it, and again when a map that has no room gets it.
import type L from "leaflet";

const waiting = new WeakMap<L.Map, (() => void)[]>();

/**
 * Puts the view somewhere; and once more if the map has no size yet, when it gets one. A page is often loaded in a frame
 * that stands in a closed tab, where nothing can be fitted. All that was asked there is done again, in its order.
 */
export function showWhenSized(map: L.Map, place: () => void): void {
  place();
  const { x, y } = map.getSize();
  if (x && y) return;
  const places = waiting.get(map) ?? [];
  if (!places.length) {
    map.once("resize", () => {
      waiting.delete(map);
      for (const again of places) again();
    });
  }
  places.push(place);
  waiting.set(map, places);
}

/** What may stand over the right side of a map. */
const covers = new WeakMap<L.Map, Element>();

export const coverWith = (map: L.Map, element: Element): void => {
  covers.set(map, element);
};

/** Pixels on the right of the map that the card covers: none if it is closed or, as on a phone, below the map. */
export function covered(map: L.Map): number {
  const card = covers.get(map)?.getBoundingClientRect();
  const area = map.getContainer().getBoundingClientRect();
  if (!card?.width || card.top >= area.bottom - 1) return 0;
  return Math.max(0, Math.min(area.right - card.left, area.width - 120));
}

export function fitBeside(map: L.Map, bounds: L.LatLngBounds | L.LatLngTuple[]): void {
  showWhenSized(map, () =>
    map.fitBounds(bounds, {
      paddingTopLeft: [30, 30],
      paddingBottomRight: [covered(map) + 30, 30],
      maxZoom: 11,
      animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    }),
  );
}
