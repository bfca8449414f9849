// What elements of Folium's own expect beside Leaflet, so that a marker or a popup added in Python needs nothing from
// outside: a jQuery that hands markup on to Leaflet's popups, and pins drawn here instead of pictures fetched.
import L from "leaflet";

const PIN = "M12.5 0C5.6 0 0 5.6 0 12.5 0 21.9 12.5 41 12.5 41S25 21.9 25 12.5C25 5.6 19.4 0 12.5 0z";

/** A pin in one colour, as an address that holds the whole picture. */
function pin(colour: string): string {
  const fill = CSS.supports("color", colour) ? colour : "#2a6fb0";
  const dot = '<circle cx="12.5" cy="12.5" r="4.5" fill="#fff"/>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 25 41"><path fill="${fill}" d="${PIN}"/>${dot}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

const pinIcon = (colour: string): L.Icon =>
  L.icon({
    iconSize: [25, 41],
    iconAnchor: [12, 41],
    popupAnchor: [1, -34],
    tooltipAnchor: [16, -28],
    iconUrl: pin(colour),
  });

export function helpFolium(): void {
  L.Marker.prototype.options.icon = pinIcon("#2a6fb0");
  const icon = ({ markerColor = "" }: { markerColor?: string }) => pinIcon(markerColor);
  Object.assign(L, { AwesomeMarkers: { icon } });
  const page = window as unknown as { $?: unknown };
  page.$ ??= (markup: string) => [markup];
}
