// Leaflet's order of a position, and its bounds; everywhere else a position is (lon, lat).
import L from "leaflet";
import type { Bounds } from "../atlas/outlines";
import type { Position } from "../atlas/types";

/** The (lat, lng) Leaflet wants, in degrees. */
export const latLng = ([lon, lat]: Position): [lat: number, lng: number] => [lat, lon];

export const latLngBounds = ([west, south, east, north]: Bounds): L.LatLngBounds =>
  L.latLngBounds([south, west], [north, east]);
