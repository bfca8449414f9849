// What is seen on the map as one drawing: the ground by a pen of its own, all else as copies of what the page draws.
import type { Context } from "../../ask/context";
import { km } from "../../atlas/format";
import type { Ground } from "../../map/ground/background";
import { worldSize } from "../../map/ground/mercator";
import type { Frame, Pen } from "../../map/ground/painter";
import { s } from "../../parts/dom";
import { painted } from "./colour";
import { scaleBar } from "./layout";
import type { Size } from "./stage";
import { MIDDLE_TO_BASE, SvgPen } from "./svg_pen";
import { traceSvg } from "./trace";

const FONT = "system-ui, sans-serif";

/** Pixels of the map as it is now, from its upper left corner. */
function frameOf(map: Context["map"], context: Pen): Frame<Pen> {
  const zoom = map.getZoom();
  const scale = worldSize(zoom);
  const { x: width, y: height } = map.getSize();
  const { x: left, y: top } = map.getPixelOrigin().subtract(map.layerPointToContainerPoint([0, 0]));
  const [west, east] = [left / scale, (left + width) / scale];
  const [north, south] = [top / scale, (top + height) / scale];
  return { context, zoom, scale, left, top, west, east, north, south, seen: [0, 0, width, height], isPaper: true };
}

function drawnBy(map: Context["map"], ids: string, paint: (frame: Frame<Pen>) => void): SVGGElement {
  const pen = new SvgPen(ids);
  paint(frameOf(map, pen));
  return pen.drawing;
}

/** A mark, a group or a sample of one, by the middle of its drawing. */
export function traceMark(element: Element, x: number, y: number, scale = 1): SVGGElement | null {
  const svg = element instanceof SVGSVGElement ? element : element.querySelector("svg");
  if (!svg) return null;
  const { width, height } = svg.viewBox.baseVal;
  const drawing = s("g", {}, traceSvg(svg, x - (width / 2) * scale, y - (height / 2) * scale, scale));
  const count = element.querySelector(".group-count");
  if (count) {
    const { color, fontWeight } = getComputedStyle(count);
    const size = 14 * scale;
    const look = { "font-family": FONT, "font-size": size, "font-weight": fontWeight, "text-anchor": "middle" };
    drawing.append(
      s("text", { x, y: y + MIDDLE_TO_BASE * size, ...look, ...painted("fill", color) }, count.textContent),
    );
  }
  if (element.matches(".is-selected")) {
    const ink = painted("stroke", getComputedStyle(element).color);
    drawing.append(s("circle", { cx: x, cy: y, r: 17, fill: "none", ...ink, "stroke-width": 2.5 }));
  }
  return drawing;
}

/** Marks and groups from the back to the front. */
function marks(pane: Element, corner: DOMRect): SVGGElement[] {
  const found = [...pane.querySelectorAll<HTMLElement>(".mark, .group")].filter((one) => one.checkVisibility());
  found.sort((a, b) => Number(a.style.zIndex) - Number(b.style.zIndex));
  return found.flatMap((element) => {
    const svg = element.querySelector("svg");
    if (!svg) return [];
    const box = svg.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2 - corner.left, box.top + box.height / 2 - corner.top];
    return traceMark(element, x, y) ?? [];
  });
}

/** Painted points are no drawing any more; they go along as the pixels they are. */
function pixels(pane: Element, corner: DOMRect): SVGImageElement[] {
  return [...pane.querySelectorAll("canvas")].map((canvas) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const image = s("image", { x: left - corner.left, y: top - corner.top, width, height });
    image.setAttribute("href", canvas.toDataURL());
    return image;
  });
}

function scaleOf({ map, t }: Context, { width, height }: Size): SVGGElement {
  const middle = height / 2;
  const metres = map.distance(map.containerPointToLatLng([0, middle]), map.containerPointToLatLng([100, middle]));
  const bar = scaleBar(metres / 100_000, Math.min(140, width / 4));
  const [x, y] = [12, height - 14];
  const text = km(t(), bar.km);
  return s(
    "g",
    { "font-family": FONT, "font-size": 11, fill: "#1f2a30" },
    s("rect", { x: x - 6, y: y - 18, width: bar.px + 12, height: 25, rx: 3, fill: "#fff", "fill-opacity": 0.8 }),
    s("path", { d: `M${x} ${y - 4}v4h${bar.px.toFixed(1)}v-4`, fill: "none", stroke: "#1f2a30", "stroke-width": 1.4 }),
    s("text", { x: x + bar.px / 2, y: y - 5, "text-anchor": "middle" }, text),
  );
}

/** The map as it is now, its upper left corner in the origin. */
export function drawMap(context: Context, ground: Ground, size: Size): SVGGElement {
  const { map } = context;
  const corner = map.getContainer().getBoundingClientRect();
  const at = map.layerPointToContainerPoint([0, 0]);
  const pane = (name: string): Element => map.getPane(name)!;
  const traced = (name: string) => [...pane(name).querySelectorAll("svg")].map((svg) => traceSvg(svg, at.x, at.y));
  const far = getComputedStyle(map.getContainer()).backgroundColor;
  return s(
    "g",
    {},
    s("rect", { width: size.width, height: size.height, ...painted("fill", far) }),
    drawnBy(map, "ground", ground.draw),
    ...traced("kzuz-regions"),
    ...traced("kzuz-lines"),
    drawnBy(map, "names", ground.name),
    ...pixels(pane("kzuz-points"), corner),
    ...traced("kzuz-leaders"),
    ...marks(pane("markerPane"), corner),
    scaleOf(context, size),
  );
}
