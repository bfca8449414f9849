// Words along lines: the name of one that is chosen, pointed at or alone; else "schematic", once, on the longest such.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { s } from "../../parts/dom";
import { besideCard } from "../fit";
import type { LineLayer } from "./line_layer";

/** Pixels a letter takes, and what a line must have to spare for words along it. */
const LETTER = 6.4;
const SPARE = 40;
/** The word alone waits until there is room for it. */
const WORD_FROM = 5.5;
const SAMPLES = 24;

const isSchematic = ({ shows }: LineLayer): boolean => (shows.get("geometry_kind") ?? "schematic") === "schematic";
const isDrawn = ({ paths }: LineLayer): boolean => paths[0]!.isConnected;

/** The course of a line's longest part, in pixels of its layer. */
function longestCourse(map: L.Map, { parts }: LineLayer): SVGPathElement | null {
  const [longest] = [...parts].sort((a, b) => b.length - a.length);
  if (!longest) return null;
  const points = longest.map((at) => map.latLngToLayerPoint(at));
  return s("path", { class: "line-label-path", d: `M${points.map(({ x, y }) => `${x} ${y}`).join("L")}` });
}

/** How far along a course its words stand: where they are seen best. */
function middleInSight(map: L.Map, course: SVGPathElement, length: number, room: number): number {
  const { paddingTopLeft, paddingBottomRight } = besideCard(map);
  const free = L.bounds(L.point(paddingTopLeft), map.getSize().subtract(paddingBottomRight));
  const middle = map.containerPointToLayerPoint(free.getCenter());
  const far = (at: number) => {
    const { x, y } = course.getPointAtLength(at);
    return Math.hypot(x - middle.x, y - middle.y);
  };
  const from = Math.min(room, length) / 2;
  const places = Array.from({ length: SAMPLES + 1 }, (_, i) => from + (i * (length - 2 * from)) / SAMPLES);
  return places.reduce((best, at) => (far(at) < far(best) ? at : best));
}

/** The words on a line; none if it is too short for a mere word. A name always stands, beside a line that is too short. */
function along(map: L.Map, line: LineLayer, words: string, isName: boolean): SVGElement | null {
  const course = longestCourse(map, line);
  const length = course?.getTotalLength() ?? 0;
  const room = words.length * LETTER + SPARE;
  if (!course || (!isName && length < room)) return null;
  const at = middleInSight(map, course, length, room);
  const text = { class: `line-label${isName ? " line-name" : ""}`, "text-anchor": "middle", dy: "-7" };
  if (length < room) {
    const { x, y } = course.getPointAtLength(at);
    return s("g", { "aria-hidden": "true" }, s("text", { ...text, x, y }, words));
  }
  course.id = `kzuz-path-${line.shows.index}`;
  const path = s("textPath", { href: `#${course.id}`, startOffset: at }, words);
  return s("g", { "aria-hidden": "true" }, course, s("text", text, path));
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
