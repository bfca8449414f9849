// Points by the ten thousand: painted on one canvas, found again with a k-d tree, reached by keys one by one.
import KDBush from "kdbush";
import type L from "leaflet";
import type { Context } from "../../ask/context";
import type { Feature, Position } from "../../atlas/types";
import { inNextFrame } from "../../boot/idle";
import { project, worldSize } from "../ground/mercator";
import { type Frame, Painter } from "../ground/painter";
import { type Columns, columnsOf, setDate } from "./columns";
import { addPointKeys } from "./keys";
import { addPointTip } from "./over";
import { createPaint, radiusAt } from "./paint";

/** From so many on, marks as elements would take longer to open than ten thousand painted ones. */
export const CANVAS_FROM = 600;
const REACH = 8;
const MOST_AT_ONCE = 50;

/** What may be asked of the points on the map. */
export interface Points {
  /** Those shown within reach of a place, the nearest first. */
  at(place: L.LatLng): Feature[];
  /** Those shown in the part of the map that is seen. */
  inView(): Feature[];
}

export function addPoints(context: Context): Points {
  const { atlas, store, map } = context;
  const features = atlas.features.filter(({ position, line }) => position && !line);
  const sectors = atlas.sectors.map(({ id }) => id);
  const columns = columnsOf(features, sectors);
  const paintAll = createPaint(
    columns,
    atlas.sectors.map(({ color }) => color),
  );
  const { rowOf, drawnFrom } = columns;

  function shown(): (i: number) => boolean {
    const mask = store.mask();
    const { selected } = store.get();
    const zoom = map.getZoom();
    return (i) => mask[rowOf[i]!] === 1 && (zoom >= drawnFrom[i]! || features[i]!.id === selected);
  }
  let dated: string | null | undefined;
  function paint(frame: Frame): void {
    const { time, selected } = store.get();
    if (time !== dated) setDate(columns, features, time);
    dated = time;
    paintAll(frame, shown());
    const chosen = atlas.byId(selected ?? "")?.position;
    if (chosen) ring(frame, chosen);
  }
  const painter = new Painter("kzuz-points", paint, { padding: 0.2 }).addTo(map) as unknown as Painter;
  const again = inNextFrame(() => painter.repaint());
  map.on("kzuz:recolour", () => painter.repaint());
  store.onVisible(again);
  store.on(["selected", "time"], again);

  const points = search(map, columns, features, shown);
  addPointTip(context, points);
  addPointKeys(context, points);
  return points;
}

/** Round the one whose card is open. */
function ring({ context, scale, left, top, zoom }: Frame, at: Position): void {
  const [x, y] = project(at);
  context.beginPath();
  context.arc(x * scale - left, y * scale - top, radiusAt(zoom) + 4, 0, 7);
  context.lineWidth = 3;
  context.strokeStyle = "#111";
  context.stroke();
}

function search(
  map: L.Map,
  { n, xy }: Columns,
  features: readonly Feature[],
  shown: () => (i: number) => boolean,
): Points {
  let index: KDBush | null = null;
  const indexed = (): KDBush => {
    if (!index) {
      index = new KDBush(n);
      for (let i = 0; i < n; i++) index.add(xy[2 * i]!, xy[2 * i + 1]!);
      index.finish();
    }
    return index;
  };
  return {
    at(place) {
      const [x, y] = project([place.lng, place.lat]);
      const far = (i: number) => (xy[2 * i]! - x) ** 2 + (xy[2 * i + 1]! - y) ** 2;
      const hits = indexed()
        .within(x, y, REACH / worldSize(map.getZoom()))
        .filter(shown());
      hits.sort((a, b) => far(a) - far(b));
      return hits.slice(0, MOST_AT_ONCE).map((i) => features[i]!);
    },
    inView() {
      const bounds = map.getBounds();
      const [west, north] = project([bounds.getWest(), bounds.getNorth()]);
      const [east, south] = project([bounds.getEast(), bounds.getSouth()]);
      const hits = indexed().range(west, north, east, south).filter(shown());
      return hits.map((i) => features[i]!);
    },
  };
}
