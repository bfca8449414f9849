// Names on the background, in the reader's language; a name that would cover another one waits for a closer zoom.
import { shown } from "../../atlas/languages";
import { scaleOf, townPosition } from "../../atlas/outlines";
import type { Basemap, Lang, Texts } from "../../atlas/types";
import { isCore, type Palette } from "./basemap";
import { type Box, type Candidate, placeLabels } from "./label_places";
import { middle, project, projectPacked } from "./mercator";
import type { Frame, Pen } from "./painter";

export type Style = "city" | "capital" | "village" | "country" | "far" | "region" | "water" | "mark";
export interface Label {
  readonly name: Texts;
  readonly x: number;
  readonly y: number;
  readonly style: Style;
  /** First and last zoom it is shown at. */
  readonly from: number;
  readonly to: number;
  /** Finds a place before all others, if need be under a mark. */
  readonly must?: boolean;
  /** How far from there it may stand if it must, on the unit square. */
  readonly spread?: number;
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
  mark: `600 11.5px ${FONT}`,
};
/** By their English names: where what the atlas tells of happens. */
const ALWAYS = new Set(["Tashkent", "Shymkent", "Turkistan", "Samarkand", "Almaty", "Astana"]);
/** The zoom below which a country has no room for large letters. */
const SMALL_BELOW = 4;
const SPACED = new Set<Style>(["country", "far"]);

/** The zoom from which a lake of this area, on the unit square, has room for its name. */
const waterFrom = (area: number): number => Math.max(3.5, 3.5 - Math.log2(area / 2e-5) / 2);

/** Where the name of the largest ring stands. */
function inside(rings: readonly (readonly number[])[], scale: number) {
  return rings.map((ring) => middle(projectPacked(ring, scale))).sort((a, b) => b.area - a.area)[0];
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
    const place = inside(part, scale);
    const own = style(iso);
    if (!place) return [];
    const { x, y, area } = place;
    return [
      { name: places[iso] ?? {}, x, y, style: own, from, to, must: own === "country", spread: Math.sqrt(area) / 2 },
    ];
  });
}

/** Every name of the background but the regions', the most important first. `places` names countries and regions. */
export function labelsOf(basemap: Basemap, places: Names): Label[] {
  const scale = scaleOf(basemap);
  const cities = (basemap.cities ?? []).map((city): Label & { pop: number } => {
    const [x, y] = project(townPosition(basemap, city));
    const rank = city.rank ?? 4;
    const must = ALWAYS.has(city.name.en ?? "");
    const from = city.capital || must ? 3 : rank <= 1 ? 4 : rank === 2 ? 5 : rank === 3 ? 6 : 7;
    return { name: city.name, x, y, style: city.capital ? "capital" : "city", from, to: 30, must, pop: city.pop ?? 0 };
  });
  cities.sort((a, b) => a.from - b.from || b.pop - a.pop);
  const lakes = (basemap.lakes ?? []).flatMap(({ name, line }): Label[] => {
    const place = name && inside(line, scale);
    return place ? [{ name, x: place.x, y: place.y, style: "water", from: waterFrom(place.area), to: 30 }] : [];
  });
  const countries = areaLabels(basemap.countries, scale, places, (iso) => (isCore(iso) ? "country" : "far"), 3, 6.5);
  // A town can be named on any of its sides, a country only inside.
  return [
    ...countries.filter(({ must }) => must),
    ...cities.filter(({ must }) => must),
    ...countries.filter(({ must }) => !must),
    ...cities.filter(({ must }) => !must),
    ...lakes,
  ];
}

/** Names of regions, which come after all others. */
export const regionLabelsOf = (basemap: Basemap, places: Names): Label[] =>
  areaLabels(basemap.admin1, scaleOf(basemap), places, () => "region", REGIONS_FROM, 9);

const DOT = 3;
const DOT_RADIUS: Partial<Record<Style, number>> = { city: 2.2, village: 1.6 };

/** Pixels from which a name is not seen to be its town's. */
const LEAD_FROM = 22;

/** Pixels a mark takes on each side of its middle. */
const MARK_ROOM = 10;
const TOWNS = new Set<Style>(["city", "capital", "village"]);
const besideOf = (style: Style): number | null => (style === "mark" ? MARK_ROOM : TOWNS.has(style) ? 0 : null);

/** The names that may be shown in a frame, those that must be first. */
function candidates(
  { context, zoom, scale, left, top, west, east, north, south }: Frame<Pen>,
  labels: readonly Label[],
  lang: Lang,
): Candidate[] {
  const found: Candidate[] = [];
  for (const { name, x, y, style, from, to, must = false, spread = 0 } of labels) {
    if (zoom < from || zoom > to || x < west || x > east || y < north || y > south) continue;
    const text = shown(name, lang)?.text;
    if (!text) continue;
    const isSpaced = SPACED.has(style);
    const word = isSpaced ? text.toUpperCase() : text;
    setFont(context, style, zoom);
    const { width } = context.measureText(word);
    const at = { x: x * scale - left, y: y * scale - top, spread: spread * scale };
    found.push({ word, style, ...at, width, must, beside: besideOf(style) });
  }
  return [...found.filter(({ must }) => must), ...found.filter(({ must }) => !must)];
}

function setFont(context: Pen, style: Style, zoom: number): void {
  const isSmall = style === "country" && zoom < SMALL_BELOW;
  context.font = isSmall ? FONTS.mark : FONTS[style];
  context.letterSpacing = SPACED.has(style) ? (isSmall ? "1px" : "2px") : "0px";
}

function colorOf(style: Style, color: Palette): string {
  if (style === "water") return color["label-water"]!;
  return style === "far" || style === "region" ? color["label-far"]! : color.label!;
}

/** A town whose name had to go far from it is joined to it. */
function lead(context: Pen, [x, y]: readonly [number, number], [west, line, east]: Box, color: Palette): void {
  const nearest = Math.max(west, Math.min(x, east));
  if (Math.hypot(nearest - x, line - y) < LEAD_FROM) return;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(nearest, line);
  context.lineWidth = 0.7;
  context.strokeStyle = color.label!;
  context.stroke();
}

/**
 * @param obstacles marks in pixels of the whole map: no name starts under one, if it can stand elsewhere
 * @param over what stands over the map, in pixels of its layer
 */
export function paintLabels(
  frame: Frame<Pen>,
  labels: readonly Label[],
  obstacles: readonly (readonly [x: number, y: number, radius: number])[],
  lang: Lang,
  color: Palette,
  over: readonly Box[],
): void {
  const { context, left, top, seen, isPaper } = frame;
  const marks = obstacles.map(([x, y, r]): Box => [x - left - r, y - top - r + 3, x - left + r, y - top + r - 3]);
  const placed = placeLabels(candidates(frame, labels, lang), marks, seen, !isPaper, over);
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const { word, style, x, y, dot } of placed) {
    setFont(context, style, frame.zoom);
    if (dot) {
      lead(context, dot, [x, y, x + context.measureText(word).width, y], color);
      context.beginPath();
      context.arc(dot[0], dot[1], DOT_RADIUS[style] ?? DOT, 0, 7);
      context.fillStyle = color.halo!;
      context.fill();
      context.lineWidth = style === "capital" ? 1.8 : 1.2;
      context.strokeStyle = color.label!;
      context.stroke();
    }
    context.strokeStyle = color.halo!;
    context.lineWidth = 3;
    context.strokeText(word, x, y);
    context.fillStyle = colorOf(style, color);
    context.fillText(word, x, y);
  }
}
