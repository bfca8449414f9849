// The drawn background: land, water, borders, railways. Always there, asks for nothing.
import { scaleOf } from "../../atlas/outlines";
import type { Basemap } from "../../atlas/types";
import { CORE_COUNTRIES, PROJECT_BOUNDS } from "../../atlas/vocabulary";
import { CLOSE_FROM, type CloseShapes, closeShapesOf } from "./close";
import { type Path, project, projectPacked } from "./mercator";
import type { Frame, Pen } from "./painter";

/** Colours of the background, from the style sheet, so that light and dark are decided in one place. */
export interface Palette {
  readonly [name: string]: string;
}

const NAMES =
  "land land-far land-lake shore river admin border border-far border-kzuz rail road label label-far halo label-water";

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  return Object.fromEntries(NAMES.split(" ").map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]));
}

interface Line {
  readonly path: Path;
  readonly rank: number;
}

export interface Shapes {
  /** The two countries; everything else is the neutral ground. */
  readonly core: readonly Path[][];
  readonly lakes: readonly Path[][];
  /** Of the lakes, what is no lake: it has no finer shore. */
  readonly sea: readonly Path[][];
  readonly rivers: readonly Line[];
  readonly admin1: readonly Line[];
  readonly borders: readonly Line[];
  readonly kzuz: readonly Line[];
  readonly railways: readonly Line[];
  readonly close: CloseShapes | null;
}

/** Whether a country is one of the two the atlas is about. */
export const isCore = (iso: string): boolean => (CORE_COUNTRIES as readonly string[]).includes(iso);

export function shapesOf(basemap: Basemap): Shapes {
  const scale = scaleOf(basemap);
  const path = (packed: readonly number[]) => projectPacked(packed, scale);
  const areas = (list: readonly (readonly (readonly number[])[])[] = []) => list.map((rings) => rings.map(path));
  const lines = (list: Basemap["rivers"] = []) =>
    list.flatMap(({ line, rank }) => line.map((packed) => ({ path: path(packed), rank: rank ?? 5 })));
  const borders = basemap.borders ?? [];
  let railways: Line[] | undefined;
  let close: CloseShapes | null | undefined;
  const lakes = basemap.lakes ?? [];
  return {
    core: areas(basemap.countries?.flatMap(({ iso, part }) => (isCore(iso) ? [part] : []))),
    lakes: areas(lakes.map(({ line }) => line)),
    sea: areas(lakes.filter(({ kind }) => kind === "sea").map(({ line }) => line)),
    rivers: lines(basemap.rivers),
    admin1: lines(borders.filter(({ level }) => level === "admin1")),
    borders: lines(borders.filter(({ level, kz_uz }) => level !== "admin1" && !kz_uz)),
    kzuz: lines(borders.filter(({ kz_uz }) => kz_uz)),
    // Drawn from a nearer zoom only, and the longest of all to project.
    get railways() {
      railways ??= lines(basemap.railways);
      return railways;
    },
    get close() {
      if (close === undefined) close = closeShapesOf(basemap);
      return close;
    },
  };
}

/** Adds a path to the context's current one, leaving out steps of less than a pixel. */
function trace({ context, scale, left, top, west, east, north, south }: Frame<Pen>, path: Path, close: boolean): void {
  if (path.east < west || path.west > east || path.south < north || path.north > south) return;
  const { points } = path;
  const last = points.length - 2;
  let px = points[0]! * scale - left;
  let py = points[1]! * scale - top;
  context.moveTo(px, py);
  for (let i = 2; i <= last; i += 2) {
    const x = points[i]! * scale - left;
    const y = points[i + 1]! * scale - top;
    if (i < last && Math.abs(x - px) + Math.abs(y - py) < 1) continue;
    context.lineTo(x, y);
    px = x;
    py = y;
  }
  if (close) context.closePath();
}

function fill(frame: Frame<Pen>, areas: readonly (readonly Path[])[], color: string, outline?: string): void {
  const { context } = frame;
  for (const rings of areas) {
    context.beginPath();
    for (const ring of rings) trace(frame, ring, true);
    context.fillStyle = color;
    context.fill("evenodd");
    if (!outline) continue;
    context.strokeStyle = outline;
    context.lineWidth = 0.8;
    context.stroke();
  }
}

function stroke(frame: Frame<Pen>, lines: readonly Path[], color: string, width: number, dash: number[] = []): void {
  const { context } = frame;
  context.beginPath();
  for (const path of lines) trace(frame, path, false);
  context.strokeStyle = color;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
  context.setLineDash([]);
}

/** The data end at the project's bounds; towards them the drawing fades into the ground instead of breaking off. */
const [WEST, SOUTH, EAST, NORTH] = PROJECT_BOUNDS;
const FADE = 2;

/** `ground` is #rrggbb: its own hue without opacity, or the fade would pass through grey. */
function fade({ context, scale, left, top, west, east, north, south }: Frame<Pen>, ground: string): void {
  const [x0, y0] = project([WEST, NORTH]);
  const [x1, y1] = project([EAST, SOUTH]);
  const depth = (FADE / 360) * scale;
  const view = { x: west * scale - left, y: north * scale - top, w: (east - west) * scale, h: (south - north) * scale };
  const side = (at: number, inwards: 1 | -1, isVertical: boolean) => {
    const end = at + inwards * depth;
    const gradient = isVertical
      ? context.createLinearGradient(at, 0, end, 0)
      : context.createLinearGradient(0, at, 0, end);
    gradient.addColorStop(0, ground);
    gradient.addColorStop(1, `${ground}00`);
    context.fillStyle = gradient;
    const from = Math.min(at, end);
    if (isVertical) context.fillRect(from, view.y, depth, view.h);
    else context.fillRect(view.x, from, view.w, depth);
  };
  side(x0 * scale - left, 1, true);
  side(x1 * scale - left, -1, true);
  side(y0 * scale - top, 1, false);
  side(y1 * scale - top, -1, false);
}

const pathsOf = (lines: readonly Line[]): Path[] => lines.map(({ path }) => path);
/** Rivers appear with the zoom, the great ones first. */
const riversAt = (rivers: readonly Line[], zoom: number) => pathsOf(rivers.filter(({ rank }) => rank <= zoom + 1.5));

export function paintBasemap(frame: Frame<Pen>, shapes: Shapes, color: Palette): void {
  const { context, zoom } = frame;
  const close = zoom >= CLOSE_FROM ? shapes.close : null;
  const border = close?.border ?? pathsOf(shapes.kzuz);
  const grow = Math.max(0, Math.min(1, (zoom - 4) / 5));
  context.lineJoin = "round";
  context.lineCap = "round";
  fill(frame, shapes.core, color.land!);
  stroke(frame, close?.rivers ?? riversAt(shapes.rivers, zoom), color.river!, 0.7 + grow);
  fill(frame, close ? [...shapes.sea, close.lakes] : shapes.lakes, color["land-lake"]!, color.shore);
  stroke(frame, pathsOf(shapes.admin1), color.admin!, 0.6 + 0.5 * grow, [2, 2.5]);
  if (close) stroke(frame, close.roads, color.road!, 0.4 + 0.3 * (zoom - CLOSE_FROM));
  if (zoom >= 5) stroke(frame, close?.railways ?? pathsOf(shapes.railways), color.rail!, 0.5 + 0.7 * grow);
  stroke(frame, pathsOf(shapes.borders), color["border-far"]!, 0.9 + 0.6 * grow);
  fade(frame, color["land-far"]!);
  stroke(frame, border, color["border-kzuz"]!, 5 + 5 * grow);
  stroke(frame, border, color.border!, 1.3 + 0.7 * grow);
}
