// Where the map was is where it is when the next form is drawn: each answer of the server is a page of its own.
import type L from "leaflet";

const KEY = "kzuz-view";

export function keepView(map: L.Map, otherwise: L.LatLngBounds): void {
  const kept = read();
  if (kept) map.setView([kept.lat, kept.lng], kept.zoom, { animate: false });
  else map.fitBounds(otherwise, { animate: false });
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    sessionStorage.setItem(KEY, JSON.stringify({ lat, lng, zoom: map.getZoom() }));
  });
}

function read(): { lat: number; lng: number; zoom: number } | null {
  try {
    const { lat, lng, zoom } = JSON.parse(sessionStorage.getItem(KEY) ?? "null") ?? {};
    return [lat, lng, zoom].every(Number.isFinite) ? { lat, lng, zoom } : null;
  } catch {
    return null;
  }
}
