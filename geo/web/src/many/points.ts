// The places on the map: of the tiles that are seen, painted on one canvas.
import L from "leaflet";
import { inNextFrame } from "../boot/idle";
import { project, worldSize } from "../map/ground/mercator";
import { type Frame, Painter } from "../map/ground/painter";
import { createPaint, radiusAt } from "../map/points/paint";
import { type Drawn, drawnOf, maskOf } from "./columns";
import type { Context } from "./context";
import { FACETS } from "./state";
import type { Tile } from "./tile";
import type { Spot, Tiles } from "./tiles";

const REACH = 8;
const MOST_AT_ONCE = 12;
/** Part of a screen around what is seen, whose tiles are drawn too. */
const BEYOND = 0.2;
/** A zoom so much nearer than that of its tiles is drawn from the next ones. */
const NEARER = 0.4;

export interface Points {
  /** Places shown within reach of a position, the nearest first. */
  at(place: L.LatLng): Spot[];
  /** Places shown in the part of the map that is seen, nearest to its middle first. */
  inView(most: number): Spot[];
  /** The zoom of the tiles that are drawn. */
  zoom(): number;
  /** Reads the tiles of what is seen; resolved when they are painted. */
  look(): Promise<void>;
  /** Rings a place; null: none. */
  ring(spot: Spot | null): void;
}

const zoomOf = (map: L.Map, { first, last }: Tiles): number =>
  Math.max(first, Math.min(last, Math.floor(map.getZoom() + 1 - NEARER)));

/** Columns and rows of the tiles of a zoom that a part of the map touches. */
function seen(map: L.Map, zoom: number): [x: number, y: number][] {
  const bounds = map.getBounds().pad(BEYOND);
  const [west, north] = project([bounds.getWest(), bounds.getNorth()]);
  const [east, south] = project([bounds.getEast(), bounds.getSouth()]);
  const side = 2 ** zoom;
  const range = (from: number, to: number) => {
    const low = Math.max(0, Math.floor(from * side));
    return Array.from({ length: Math.min(side - 1, Math.floor(to * side)) - low + 1 }, (_, i) => low + i);
  };
  return range(north, south).flatMap((y) => range(west, east).map((x): [number, number] => [x, y]));
}

export function addPoints(context: Context): Points {
  const { map, atlas, store, words } = context;
  const colors = atlas.sectors.map(({ color }) => color);
  let drawn = drawnOf([]);
  let paintAll = createPaint(drawn, colors);
  let zoom = -1;
  let wanted = 0;
  let ringed: Spot | null = null;

  function shown(): (i: number) => boolean {
    const { chosen } = store.get();
    const masks = FACETS.flatMap((facet) => {
      const mask = maskOf(chosen[facet], words[facet]);
      return mask ? [[mask, drawn.codes[facet]] as const] : [];
    });
    return (i) => masks.every(([mask, codes]) => mask[codes[i]!]);
  }
  const painter = new Painter(
    "kzuz-points",
    (frame) => {
      paintAll(frame, shown());
      if (ringed) ringAt(frame, ringed);
    },
    { padding: BEYOND },
  ).addTo(map) as unknown as Painter;
  const again = inNextFrame(() => painter.repaint());

  function take(tiles: readonly Tile[]): void {
    drawn = drawnOf(tiles);
    paintAll = createPaint(drawn, colors);
    painter.repaint();
  }
  async function look(): Promise<void> {
    const tiles = context.tiles();
    if (!tiles) return;
    const now = ++wanted;
    const level = zoomOf(map, tiles);
    const there = await Promise.all(seen(map, level).map(([x, y]) => tiles.get(level, x, y)));
    if (now !== wanted) return;
    zoom = level;
    take(there.filter((tile): tile is Tile => tile !== null));
    map.fire("kzuz:looked");
  }
  map.on("moveend", () => void look());
  map.on("kzuz:recolour", () => painter.repaint());
  store.on(["chosen"], again);

  return {
    ...finder(map, () => drawn, shown),
    zoom: () => zoom,
    look,
    ring(spot) {
      ringed = spot;
      again();
    },
  };
}

function ringAt({ context, scale, left, top, zoom }: Frame, { tile, k }: Spot): void {
  context.beginPath();
  context.arc(tile.xy[2 * k]! * scale - left, tile.xy[2 * k + 1]! * scale - top, radiusAt(zoom) + 4, 0, 7);
  context.lineWidth = 5;
  context.strokeStyle = "#fff";
  context.stroke();
  context.lineWidth = 3;
  context.strokeStyle = "#111";
  context.stroke();
}

/** Looks through all that is drawn: a hundred thousand places take less than a frame. */
function finder(map: L.Map, now: () => Drawn, shown: () => (i: number) => boolean): Pick<Points, "at" | "inView"> {
  function within([west, north, east, south]: readonly number[], [x, y]: readonly number[], most: number): Spot[] {
    const drawn = now();
    const isShown = shown();
    const found: { i: number; far: number }[] = [];
    for (let i = 0; i < drawn.n; i++) {
      const [px, py] = [drawn.xy[2 * i]!, drawn.xy[2 * i + 1]!];
      if (px < west! || px > east! || py < north! || py > south! || !isShown(i)) continue;
      found.push({ i, far: (px - x!) ** 2 + (py - y!) ** 2 });
    }
    return found
      .sort((a, b) => a.far - b.far)
      .slice(0, most)
      .map(({ i }) => drawn.spot(i));
  }
  const place = ({ lng, lat }: L.LatLng) => project([lng, lat]);
  return {
    at(latlng) {
      const [x, y] = place(latlng);
      const reach = REACH / worldSize(map.getZoom());
      return within([x - reach, y - reach, x + reach, y + reach], [x, y], MOST_AT_ONCE);
    },
    inView(most) {
      const bounds = map.getBounds();
      const [west, north] = place(bounds.getNorthWest());
      const [east, south] = place(bounds.getSouthEast());
      return within([west, north, east, south], place(bounds.getCenter()), most);
    },
  };
}

/** Where a place lies, in degrees. */
export function positionOf({ tile, k }: Spot): [lon: number, lat: number] {
  const [x, y] = [tile.xy[2 * k]!, tile.xy[2 * k + 1]!];
  return [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

export const latLngOf = (spot: Spot): L.LatLng => {
  const [lon, lat] = positionOf(spot);
  return L.latLng(lat, lon);
};
