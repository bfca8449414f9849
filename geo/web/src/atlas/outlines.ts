// Where the drawn regions, countries, towns and the common border lie, in degrees. Positions of the background cross as
// delta-coded integers; only here, and where the ground is painted from them as they are, are they unpacked.
import { unpackLine } from "./decode";
import type { Basemap, BasemapCity, Position } from "./types";
import { BASEMAP_SCALE } from "./vocabulary";

/** In degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Whole numbers to the degree in the positions of a background. */
export const scaleOf = ({ scale = BASEMAP_SCALE }: Basemap): number => scale;

/** Rings of a region or country by its ISO 3166 code, outer ones and holes alike; none where it is not drawn. */
export function ringsOf(basemap: Basemap, code: string): Position[][] {
  const drawn = code.includes("-") ? basemap.admin1 : basemap.countries;
  const area = drawn?.find(({ iso }) => iso === code);
  return area?.part.map((ring) => unpackLine(ring, scaleOf(basemap))) ?? [];
}

/** The box around positions; null around none. */
export function boundsAround(positions: Iterable<Position>): Bounds | null {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west <= east && south <= north ? [west, south, east, north] : null;
}

/** The box around regions and countries; null where none of them is drawn. */
export const boundsOf = (basemap: Basemap, codes: readonly string[]): Bounds | null =>
  boundsAround(codes.flatMap((code) => ringsOf(basemap, code)).flat());

/** Codes of the regions that are drawn. */
export const drawnRegions = ({ admin1 = [] }: Basemap): string[] => admin1.map(({ iso }) => iso);

/** Whether a ray from the position to the east crosses the rings an odd number of times. */
function isWithin(rings: readonly (readonly Position[])[], [lon, lat]: Position): boolean {
  let isIn = false;
  for (const ring of rings) {
    for (const [i, [x, y]] of ring.entries()) {
      const [lastX, lastY] = ring.at(i - 1)!;
      if (y > lat !== lastY > lat && lon < ((lastX - x) * (lat - y)) / (lastY - y) + x) isIn = !isIn;
    }
  }
  return isIn;
}

/** The drawn region a position lies in; as exact as the drawing. */
export const regionAt = (basemap: Basemap, position: Position): string | null =>
  drawnRegions(basemap).find((code) => isWithin(ringsOf(basemap, code), position)) ?? null;

/** The common border, in its parts. */
export const border = (basemap: Basemap): Position[][] =>
  (basemap.borders ?? []).flatMap(({ kz_uz, line }) =>
    kz_uz ? line.map((part) => unpackLine(part, scaleOf(basemap))) : [],
  );

export const townPosition = (basemap: Basemap, { lon, lat }: BasemapCity): Position => [
  lon / scaleOf(basemap),
  lat / scaleOf(basemap),
];
