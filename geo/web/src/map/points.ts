// Points by the ten thousand: painted on one canvas, found again with a k-d tree.
import KDBush from "kdbush";
import type L from "leaflet";
import type { Context } from "../context";
import type { Feature } from "../types";
import { project, worldSize } from "./mercator";
import { type Frame, Painter } from "./painter";

export const CANVAS_FROM = 1500;
const REACH = 8;

function sprite(color: string, radius: number, ratio: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const size = Math.ceil((radius + 1) * 2);
  canvas.width = canvas.height = size * ratio;
  const context = canvas.getContext("2d")!;
  context.scale(ratio, ratio);
  context.arc(size / 2, size / 2, radius, 0, 7);
  context.fillStyle = color;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = "rgb(255 255 255 / 85%)";
  context.stroke();
  return canvas;
}

export function addPoints({ atlas, store, map }: Context): void {
  const features: Feature[] = atlas.features.filter(({ position }) => position);
  const n = features.length;
  const xy = new Float64Array(2 * n);
  const sectorOf = new Uint8Array(n);
  const order = new Map(atlas.sectors.map(({ id }, i) => [id, i]));
  features.forEach((feature, i) => {
    const [x, y] = project(feature.position!);
    xy[2 * i] = x;
    xy[2 * i + 1] = y;
    sectorOf[i] = order.get(feature.sector) ?? 0;
  });
  let index: KDBush | null = null;
  const indexed = (): KDBush => {
    if (!index) {
      index = new KDBush(n);
      for (let i = 0; i < n; i++) index.add(xy[2 * i]!, xy[2 * i + 1]!);
      index.finish();
    }
    return index;
  };

  function paint({ context, scale, left, top, west, east, north, south, zoom }: Frame): void {
    const mask = store.mask();
    const radius = Math.max(2.5, Math.min(6, zoom - 2));
    const ratio = window.devicePixelRatio > 1 ? 2 : 1;
    const sprites = atlas.sectors.map(({ color }) => sprite(color, radius, ratio));
    const size = Math.ceil((radius + 1) * 2);
    // One mark for each two pixels is all that can be seen.
    const width = Math.ceil(((east - west) * scale) / 2);
    const seen = new Uint8Array(width * Math.ceil(((south - north) * scale) / 2 + 1));
    for (let i = 0; i < n; i++) {
      const x = xy[2 * i]!;
      const y = xy[2 * i + 1]!;
      if (x < west || x > east || y < north || y > south || !mask[features[i]!.index]) continue;
      const cell = Math.floor(((y - north) * scale) / 2) * width + Math.floor(((x - west) * scale) / 2);
      if (seen[cell]) continue;
      seen[cell] = 1;
      context.drawImage(
        sprites[sectorOf[i]!] ?? sprites[0]!,
        x * scale - left - size / 2,
        y * scale - top - size / 2,
        size,
        size,
      );
    }
    const chosen = atlas.byId(store.get().selected ?? "")?.position;
    if (!chosen) return;
    const [x, y] = project(chosen);
    context.beginPath();
    context.arc(x * scale - left, y * scale - top, radius + 4, 0, 7);
    context.lineWidth = 3;
    context.strokeStyle = "#111";
    context.stroke();
  }
  const painter = new Painter("kzuz-points", paint, 0.2).addTo(map) as unknown as Painter;
  const found = (latlng: L.LatLng): string[] => {
    const [x, y] = project([latlng.lng, latlng.lat]);
    const mask = store.mask();
    const hits = indexed().within(x, y, REACH / worldSize(map.getZoom()));
    return hits.flatMap((i) => (mask[features[i]!.index] ? [features[i]!.id] : [])).slice(0, 50);
  };
  map.on("click", ({ latlng }) => {
    const ids = found(latlng);
    if (ids.length === 1) store.set({ selected: ids[0]!, choices: [] });
    else if (ids.length) store.set({ selected: null, choices: ids });
  });
  store.onVisible(() => painter.repaint());
  store.on(["selected"], () => painter.repaint());
}
