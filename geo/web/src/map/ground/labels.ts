// Names on the background, in the reader's language; a name that would cover another one waits for a closer zoom.
import { shown } from "../../atlas/languages";
import { scaleOf, townPosition } from "../../atlas/outlines";
import type { Basemap, Lang, Texts } from "../../atlas/types";
import { isCore, type Palette } from "./basemap";
import { centroid, project, projectPacked } from "./mercator";
import type { Frame, Pen } from "./painter";

type Style = "city" | "capital" | "village" | "country" | "far" | "region" | "water";
export interface Label {
  readonly name: Texts;
  readonly x: number;
  readonly y: number;
  readonly style: Style;
  /** First and last zoom it is shown at. */
  readonly from: number;
  readonly to: number;
}

type Names = Readonly<Record<string, Texts>>;

/** The zoom from which regions are named. */
export const REGIONS_FROM = 6;
const FONT = "system-ui, sans-serif";
const FONTS: Record<Style, string> = {
  city: `11.5px ${FONT}`,
  capital: `600 13px ${FONT}`,
  village: `11px ${FONT}`,
  country: `600 15px ${FONT}`,
  far: `11px ${FONT}`,
  region: `italic 11px ${FONT}`,
  water: `italic 11px ${FONT}`,
};
const SPACED = new Set<Style>(["country", "far"]);

/** The zoom from which a lake of this area, on the unit square, has room for its name. */
const waterFrom = (area: number): number => Math.max(3.5, 3.5 - Math.log2(area / 2e-5) / 2);

/** Middle of the largest ring. */
function inside(rings: readonly (readonly number[])[], scale: number) {
  return rings.map((ring) => centroid(projectPacked(ring, scale))).sort((a, b) => b.area - a.area)[0];
}

function areaLabels(
  areas: Basemap["countries"] = [],
  scale: number,
  places: Names,
  style: (iso: string) => Style,
  from: number,
  to: number,
): Label[] {
  return areas.flatMap(({ iso, part }): Label[] => {
    const middle = inside(part, scale);
    return middle ? [{ name: places[iso] ?? {}, x: middle.x, y: middle.y, style: style(iso), from, to }] : [];
  });
}

/** Every name of the background but the regions', the most important first. `places` names countries and regions. */
export function labelsOf(basemap: Basemap, places: Names): Label[] {
  const scale = scaleOf(basemap);
  const cities = (basemap.cities ?? []).map((city): Label & { pop: number } => {
    const [x, y] = project(townPosition(basemap, city));
    const rank = city.rank ?? 4;
    const from = city.capital ? 3 : rank <= 1 ? 4 : rank === 2 ? 5 : rank === 3 ? 6 : 7;
    return { name: city.name, x, y, style: city.capital ? "capital" : "city", from, to: 30, pop: city.pop ?? 0 };
  });
  cities.sort((a, b) => a.from - b.from || b.pop - a.pop);
  const lakes = (basemap.lakes ?? []).flatMap(({ name, line }): Label[] => {
    const middle = name && inside(line, scale);
    return middle ? [{ name, x: middle.x, y: middle.y, style: "water", from: waterFrom(middle.area), to: 30 }] : [];
  });
  return [
    ...areaLabels(basemap.countries, scale, places, (iso) => (isCore(iso) ? "country" : "far"), 3, 6.5),
    ...cities,
    ...lakes,
  ];
}

/** Names of regions, which come after all others. */
export const regionLabelsOf = (basemap: Basemap, places: Names): Label[] =>
  areaLabels(basemap.admin1, scaleOf(basemap), places, () => "region", REGIONS_FROM, 9);

const DOT = 3;
const DOT_RADIUS: Partial<Record<Style, number>> = { city: 2.2, village: 1.6 };

type Box = [west: number, north: number, east: number, south: number];

/** `obstacles` are marks in pixels of the whole map: no name starts under one. */
export function paintLabels(
  frame: Frame<Pen>,
  labels: readonly Label[],
  obstacles: readonly (readonly [x: number, y: number, radius: number])[],
  lang: Lang,
  color: Palette,
): void {
  const { context, zoom, scale, left, top, west, east, north, south, paper } = frame;
  const taken = obstacles.map(([x, y, r]): Box => [x - left - r, y - top - r + 3, x - left + r, y - top + r - 3]);
  const free = (box: Box) =>
    (!paper || (box[0] >= paper[0] && box[1] >= paper[1] && box[2] <= paper[2] && box[3] <= paper[3])) &&
    taken.every((other) => box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
  context.textBaseline = "middle";
  context.lineJoin = "round";
  let last: Style | null = null;
  for (const { name, x, y, style, from, to } of labels) {
    if (zoom < from || zoom > to || x < west || x > east || y < north || y > south) continue;
    const text = shown(name, lang)?.text;
    if (!text) continue;
    const spaced = SPACED.has(style);
    const word = spaced ? text.toUpperCase() : text;
    if (style !== last) {
      context.font = FONTS[style];
      context.letterSpacing = spaced ? "2px" : "0px";
      last = style;
    }
    const width = context.measureText(word).width;
    const px = x * scale - left;
    const py = y * scale - top;
    const isCity = style === "city" || style === "capital" || style === "village";
    const half = width / 2;
    // A city's name stands beside its dot, else around the marks that crowd it; the others stand centred.
    const around = [DOT + 4, 24, 42].flatMap((far): [number, number][] => [
      [far, 0],
      [-far - width, 0],
      [-half, -far - 7],
      [-half, far + 7],
    ]);
    const places: [number, number][] = isCity ? (style === "capital" ? around : around.slice(0, 4)) : [[-half, 0]];
    const place = places.find(([dx, dy]) => free([px + dx - 2, py + dy - 8, px + dx + width + 2, py + dy + 8]));
    if (!place) continue;
    const [start, line] = [px + place[0], py + place[1]];
    taken.push([start - 2, line - 8, start + width + 2, line + 8]);
    if (isCity) {
      context.beginPath();
      context.arc(px, py, DOT_RADIUS[style] ?? DOT, 0, 7);
      context.fillStyle = color.halo!;
      context.fill();
      context.lineWidth = style === "capital" ? 1.8 : 1.2;
      context.strokeStyle = color.label!;
      context.stroke();
    }
    context.strokeStyle = color.halo!;
    context.lineWidth = 3;
    context.strokeText(word, start, line);
    context.fillStyle =
      style === "water" ? color["label-water"]! : isCity || style === "country" ? color.label! : color["label-far"]!;
    context.fillText(word, start, line);
  }
}
