// A pen with the strokes of a canvas that writes SVG, so that the ground of a picture is drawn by what draws the map's.
import type { Pen } from "../../map/ground/painter";
import { s } from "../../parts/dom";
import { colourOf, painted } from "./colour";

const round = (n: number): number => Math.round(n * 10) / 10;

/** Attributes of a text in a font as style sheets write it: `italic 600 13px Some Font, sans-serif`. */
export function fontAttributes(font: string): Record<string, string> {
  const [, before = "", size = "12", family = "sans-serif"] = /^(.*?)([\d.]+)px (.*)$/.exec(font) ?? [];
  const weight = /\d+/.exec(before)?.[0];
  return {
    "font-family": family,
    "font-size": size,
    ...(before.includes("italic") ? { "font-style": "italic" } : {}),
    ...(weight ? { "font-weight": weight } : {}),
  };
}

function stopOf(css: string): Record<string, string | number> {
  const { color, opacity } = colourOf(css);
  return { "stop-color": color, "stop-opacity": opacity };
}

/** From the middle of a line of letters to what they stand on, in their size. */
export const MIDDLE_TO_BASE = 0.35;

/** @param ids begins the ids of what is referred to */
export class SvgPen implements Pen {
  fillStyle: Pen["fillStyle"] = "#000";
  strokeStyle: Pen["strokeStyle"] = "#000";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  lineCap: CanvasLineCap = "butt";
  font = "12px sans-serif";
  letterSpacing = "0px";
  textBaseline: CanvasTextBaseline = "middle";
  readonly drawing = s("g");
  private readonly ruler = document.createElement("canvas").getContext("2d")!;
  private readonly gradients = new Map<unknown, SVGLinearGradientElement>();
  private path: string[] = [];
  private dash: readonly number[] = [];

  constructor(private readonly ids: string) {}

  beginPath(): void {
    this.path = [];
  }
  moveTo(x: number, y: number): void {
    this.path.push(`M${round(x)} ${round(y)}`);
  }
  lineTo(x: number, y: number): void {
    this.path.push(`L${round(x)} ${round(y)}`);
  }
  closePath(): void {
    this.path.push("z");
  }
  /** Whole circles only. */
  arc(x: number, y: number, radius: number): void {
    const half = (step: number) => `a${radius} ${radius} 0 0 0 0 ${step}`;
    this.path.push(`M${round(x)} ${round(y - radius)}${half(2 * radius)}${half(-2 * radius)}z`);
  }
  setLineDash(dash: number[]): void {
    this.dash = dash;
  }
  fill(rule?: CanvasFillRule): void {
    this.put({ ...this.filled(), "fill-rule": rule ?? null });
  }
  stroke(): void {
    this.put({ fill: "none", ...this.stroked(), "stroke-dasharray": this.dash.join(" ") || null });
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    this.drawing.append(
      s("rect", { x: round(x), y: round(y), width: round(width), height: round(height), ...this.filled() }),
    );
  }
  createLinearGradient(x1: number, y1: number, x2: number, y2: number): CanvasGradient {
    const id = `${this.ids}-${this.gradients.size}`;
    const element = s("linearGradient", { id, gradientUnits: "userSpaceOnUse", x1, y1, x2, y2 });
    const gradient: CanvasGradient = {
      addColorStop: (offset, color) => void element.append(s("stop", { offset, ...stopOf(color) })),
    };
    this.gradients.set(gradient, element);
    this.drawing.append(element);
    return gradient;
  }
  measureText(text: string): { readonly width: number } {
    Object.assign(this.ruler, { font: this.font, letterSpacing: this.letterSpacing });
    return this.ruler.measureText(text);
  }
  strokeText(text: string, x: number, y: number): void {
    // What is read out is the name itself, not what sets it off from the ground.
    this.write(text, x, y, { fill: "none", ...this.stroked(), "aria-hidden": "true" });
  }
  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.filled());
  }

  private filled(): Record<string, string> {
    const gradient = this.gradients.get(this.fillStyle);
    return gradient ? { fill: `url(#${gradient.id})` } : painted("fill", String(this.fillStyle));
  }
  private stroked(): Record<string, string | number> {
    return {
      ...painted("stroke", String(this.strokeStyle)),
      "stroke-width": round(this.lineWidth),
      "stroke-linejoin": this.lineJoin,
      "stroke-linecap": this.lineCap,
    };
  }
  private put(attributes: Record<string, string | number | null>): void {
    if (this.path.length) this.drawing.append(s("path", { d: this.path.join(""), ...attributes }));
  }
  private write(text: string, x: number, y: number, attributes: Record<string, string | number>): void {
    const font = fontAttributes(this.font);
    const spacing = Number.parseFloat(this.letterSpacing);
    const place = { x: round(x), y: round(y + MIDDLE_TO_BASE * Number(font["font-size"])) };
    this.drawing.append(s("text", { ...place, ...font, "letter-spacing": spacing || null, ...attributes }, text));
  }
}
