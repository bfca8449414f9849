// Words along lines: the name of one that is chosen, pointed at or alone; else "schematic", once, on the longest such.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { s } from "../../parts/dom";
import { besideCard } from "../fit";
import { inRows } from "./in_rows";
import type { LineLayer } from "./line_layer";

/** Pixels a letter takes, and what a line must have to spare for words along it. */
const LETTER = 7.2;
const SPARE = 40;
/** The word alone waits until there is room for it. */
const WORD_FROM = 5.5;
const SAMPLES = 24;
/** Pixels from a row of words to the next, and those a tool beside them takes. */
const LEADING = 15;
const TOOLS = 40;

const WORD = { class: "line-label", "text-anchor": "middle", dy: "-7" };
const NAME = { ...WORD, class: "line-label line-name" };

const isSchematic = ({ shows }: LineLayer): boolean => (shows.get("geometry_kind") ?? "schematic") === "schematic";
const isDrawn = ({ paths }: LineLayer): boolean => paths[0]!.isConnected;

/** The course of a line's longest part, in pixels of its layer. */
function longestCourse(map: L.Map, { parts }: LineLayer): SVGPathElement | null {
  const [longest] = [...parts].sort((a, b) => b.length - a.length);
  if (!longest) return null;
  const points = longest.map((at) => map.latLngToLayerPoint(at));
  return s("path", { class: "line-label-path", d: `M${points.map(({ x, y }) => `${x} ${y}`).join("L")}` });
}

/** The part of the layer in which words are seen whole. */
function inSight(map: L.Map): L.Bounds {
  const { paddingTopLeft, paddingBottomRight } = besideCard(map);
  const corner = map.getSize().subtract(paddingBottomRight).subtract([TOOLS, 0]);
  return L.bounds(map.containerPointToLayerPoint(paddingTopLeft), map.containerPointToLayerPoint(corner));
}

/** How far along a course its words stand: where they are seen best. */
function middleInSight(course: SVGPathElement, length: number, room: number, sight: L.Bounds): number {
  const middle = sight.getCenter();
  const far = (at: number) => {
    const { x, y } = course.getPointAtLength(at);
    return Math.hypot(x - middle.x, y - middle.y);
  };
  const from = Math.min(room, length) / 2;
  const places = Array.from({ length: SAMPLES + 1 }, (_, i) => from + (i * (length - 2 * from)) / SAMPLES);
  return places.reduce((best, at) => (far(at) < far(best) ? at : best));
}

const within = (low: number, value: number, high: number): number => Math.max(low, Math.min(value, high));

/** A name that finds no room along its line: in rows over it, wholly in sight. */
function over(words: string, { x, y }: DOMPoint, { min, max }: L.Bounds): SVGElement[] {
  const rows = inRows(words, (max!.x - min!.x) / LETTER);
  const half = (Math.max(...rows.map(({ length }) => length)) * LETTER) / 2;
  const middle = within(min!.x + half, x, max!.x - half);
  const top = within(min!.y, y - rows.length * LEADING, max!.y - rows.length * LEADING);
  return rows.map((row, i) => s("text", { ...NAME, x: middle, y: top + i * LEADING }, row));
}

/** The words on a line; none if it is too short for a mere word. A name always stands, over a line that is too short. */
function along(map: L.Map, line: LineLayer, words: string, isName: boolean): SVGElement | null {
  const course = longestCourse(map, line);
  const length = course?.getTotalLength() ?? 0;
  const room = words.length * LETTER + SPARE;
  if (!course || (!isName && length < room)) return null;
  const sight = inSight(map);
  const at = middleInSight(course, length, room, sight);
  const isSeen = [at - room / 2, at + room / 2].every((end) => {
    const { x, y } = course.getPointAtLength(end);
    return sight.contains([x, y]);
  });
  if (isName && (length < room || !isSeen)) {
    return s("g", { "aria-hidden": "true" }, ...over(words, course.getPointAtLength(at), sight));
  }
  course.id = `kzuz-path-${line.shows.index}`;
  const path = s("textPath", { href: `#${course.id}`, startOffset: at }, words);
  return s("g", { "aria-hidden": "true" }, course, s("text", isName ? NAME : WORD, path));
}

/** Returns how to put the words anew. */
export function addLineNames({ map, store, t }: Context, lines: readonly LineLayer[]): () => void {
  let labels: SVGElement[] = [];
  const put = (line: LineLayer, words: string, isName: boolean) => {
    const label = along(map, line, words, isName);
    if (!label) return;
    line.paths[0]!.parentNode!.append(label);
    labels.push(label);
  };
  return () => {
    for (const label of labels) label.remove();
    labels = [];
    const { selected, hovered, lang } = store.get();
    const drawn = lines.filter((line) => isDrawn(line) && store.visible(line.shows));
    const schematic = t()("geometry.schematic");
    const named = drawn.filter(({ shows: { id } }) => drawn.length === 1 || id === selected || id === hovered);
    for (const line of named) {
      const name = line.shows.name(lang).text;
      put(line, isSchematic(line) ? `${name} (${schematic})` : name, true);
    }
    if (named.length || map.getZoom() < WORD_FROM) return;
    const extent = ({ parts }: LineLayer) => L.latLngBounds(parts.flat());
    const size = (line: LineLayer) => extent(line).getNorthEast().distanceTo(extent(line).getSouthWest());
    const rough = drawn.filter((line) => isSchematic(line) && map.getBounds().intersects(extent(line)));
    const [longest] = rough.sort((a, b) => size(b) - size(a));
    if (longest) put(longest, schematic, false);
  };
}
