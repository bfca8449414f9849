// What part of the map is shown: beside the card, if one is open over it, and again when a map that has no room gets it.
import L from "leaflet";
import type { View } from "../ask/state";

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

/** What may stand over a map. */
const covers = new WeakMap<L.Map, Element>();

export const coverWith = (map: L.Map, element: Element): void => {
  covers.set(map, element);
};

/** Pixels that stay free around what is shown. */
const MARGIN = 30;
/** Less than this a map is not made to show things in. */
const LEAST = 120;

interface Padding {
  readonly paddingTopLeft: [x: number, y: number];
  readonly paddingBottomRight: [x: number, y: number];
}

/** What the card leaves of the map: it stands over its right side, or in a narrow frame over its lower part. */
export function besideCard(map: L.Map): Padding {
  const card = covers.get(map)?.getBoundingClientRect();
  const area = map.getContainer().getBoundingClientRect();
  let [right, bottom] = [0, 0];
  if (card?.width && card.top < area.bottom - 1) {
    if (card.left - area.left < LEAST) bottom = Math.min(area.bottom - card.top, area.height - LEAST);
    else right = area.right - card.left;
  }
  return {
    paddingTopLeft: [MARGIN, MARGIN],
    paddingBottomRight: [Math.max(0, right) + MARGIN, Math.max(0, bottom) + MARGIN],
  };
}

/** Nearer than this nothing is shown by itself. */
const NEAREST = 11;

export function fitBeside(map: L.Map, bounds: L.LatLngBounds | L.LatLngTuple[], maxZoom = NEAREST): void {
  showWhenSized(map, () =>
    map.fitBounds(bounds, {
      ...besideCard(map),
      maxZoom,
      animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    }),
  );
}

/** The view of a map that shows an area, with nothing over it. */
export function viewOf(map: L.Map, bounds: L.LatLngBounds): View {
  const zoom = Math.min(NEAREST, map.getBoundsZoom(bounds, false, L.point(2 * MARGIN, 2 * MARGIN)));
  const corners = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.project(corner, zoom));
  const { lng, lat } = map.unproject(corners[0]!.add(corners[1]!).divideBy(2), zoom);
  return { lon: lng, lat, zoom };
}
