// Points by the ten thousand: painted on one canvas, found again with a k-d tree.
import KDBush from "kdbush";
import type L from "leaflet";
import type { Context } from "../ask/context";
import type { Feature } from "../atlas/types";
import { isHollow } from "../parts/glyph";
import { project, worldSize } from "./ground/mercator";
import { type Frame, Painter } from "./ground/painter";

/** From so many on, marks as elements would take longer to open than ten thousand painted ones. */
export const CANVAS_FROM = 600;
const REACH = 8;

/** A colour as one pixel of an image's buffer, opaque. */
function pixel(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
  const word = new Uint32Array(1);
  new Uint8Array(word.buffer).set([red, green, blue, 255]);
  return word[0]!;
}

/** Steps from the middle of a disc to each of its pixels in a buffer `width` wide: core, ring around it, edge. */
function disc(radius: number, ring: number, width: number): Record<"core" | "ring" | "edge", Int32Array> {
  const steps = { core: [] as number[], ring: [] as number[], edge: [] as number[] };
  const reach = Math.ceil(radius);
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const distance = Math.hypot(dx, dy);
      const part = distance <= radius - 1 - ring ? "core" : distance <= radius - 1 ? "ring" : "edge";
      if (distance <= radius) steps[part].push(dy * width + dx);
    }
  }
  return {
    core: Int32Array.from(steps.core),
    ring: Int32Array.from(steps.ring),
    edge: Int32Array.from(steps.edge),
  };
}

export function addPoints({ atlas, store, map }: Context): void {
  const features: Feature[] = atlas.features.filter(({ position }) => position);
  const n = features.length;
  const xy = new Float64Array(2 * n);
  const sectorOf = new Uint8Array(n);
  // Hollow as the marks are: somewhere in the region or country, not here.
  const hollow = Uint8Array.from(features, ({ precision }) => Number(isHollow(precision)));
  const rowOf = Uint32Array.from(features, ({ index }) => index);
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

  const colors = atlas.sectors.map(({ color }) => pixel(color));
  const white = pixel("#ffffff");
  let image: ImageData | null = null;

  // Written pixel by pixel: ten times faster than asking a canvas for a hundred thousand circles.
  function paint({ context, scale, left, top, west, east, north, south, zoom }: Frame): void {
    const mask = store.mask();
    const { width, height } = context.canvas;
    const ratio = width / ((east - west) * scale);
    const radius = Math.max(2.5, Math.min(6, zoom - 2));
    const { core, ring, edge } = disc(radius * ratio, Math.max(1, (radius * ratio) / 4), width);
    const margin = Math.ceil(radius * ratio) + 1;
    if (image?.width !== width || image.height !== height) image = context.createImageData(width, height);
    const buffer = new Uint32Array(image.data.buffer).fill(0);
    for (let i = 0; i < n; i++) {
      const x = xy[2 * i]!;
      const y = xy[2 * i + 1]!;
      if (x < west || x > east || y < north || y > south || !mask[rowOf[i]!]) continue;
      const px = Math.round((x - west) * scale * ratio);
      const py = Math.round((y - north) * scale * ratio);
      if (px < margin || py < margin || px >= width - margin || py >= height - margin) continue;
      const at = py * width + px;
      const color = colors[sectorOf[i]!] ?? colors[0]!;
      for (let k = 0; k < edge.length; k++) buffer[at + edge[k]!] = white;
      for (let k = 0; k < ring.length; k++) buffer[at + ring[k]!] = color;
      const middle = hollow[i] ? white : color;
      for (let k = 0; k < core.length; k++) buffer[at + core[k]!] = middle;
    }
    context.putImageData(image, 0, 0);
    const chosen = atlas.byId(store.get().selected ?? "")?.position;
    if (!chosen) return;
    const [x, y] = project(chosen);
    context.beginPath();
    context.arc(x * scale - left, y * scale - top, radius + 4, 0, 7);
    context.lineWidth = 3;
    context.strokeStyle = "#111";
    context.stroke();
  }
  const painter = new Painter("kzuz-points", paint, { padding: 0.2 }).addTo(map) as unknown as Painter;
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
  map.on("kzuz:recolour", () => painter.repaint());
  store.onVisible(() => painter.repaint());
  store.on(["selected"], () => painter.repaint());
}
