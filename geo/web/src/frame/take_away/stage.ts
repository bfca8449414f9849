// The map as large as a picture wants it, in the colours of paper, for as long as it takes to draw it: the browser shows
// nothing of that, since no frame comes between.
import type L from "leaflet";
import { bothCountries } from "../../map/ground/background";

/** On the page's root: colours are the light ones, whatever the reader prefers. */
export const LIGHT = "kzuz-light";

export interface Size {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** What is worth showing of what is seen: round the two countries there is nothing. */
export function worthShowing(seen: L.LatLngBounds): L.LatLngBounds {
  const whole = bothCountries();
  return seen.contains(whole) ? whole : seen;
}

/** What `act` answers while the page is in light colours. */
export function inLight<Answer>(act: () => Answer): Answer {
  const { classList } = document.documentElement;
  classList.add(LIGHT);
  try {
    return act();
  } finally {
    classList.remove(LIGHT);
  }
}

/** What `act` answers while the map has this size and shows at least what it shows now. */
export function atSize<Answer>(map: L.Map, { width, height }: Size, act: () => Answer): Answer {
  const { style } = map.getContainer();
  const [center, zoom, seen] = [map.getCenter(), map.getZoom(), map.getBounds()];
  const before = { width: style.width, height: style.height };
  const still = { animate: false };
  Object.assign(style, { width: `${width}px`, height: `${height}px` });
  map.invalidateSize({ ...still, pan: false });
  map.fitBounds(worthShowing(seen), still);
  try {
    return act();
  } finally {
    Object.assign(style, before);
    map.invalidateSize({ ...still, pan: false });
    map.setView(center, zoom, still);
  }
}
