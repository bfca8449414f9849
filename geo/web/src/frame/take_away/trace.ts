// What the page shows, as SVG that stands alone: copies of its drawings that carry their styles with them, and its texts
// where they stand.
import { s } from "../../parts/dom";
import { painted } from "./colour";
import { MIDDLE_TO_BASE } from "./svg_pen";

/** What a style sheet may say of a drawing, and what goes without saying. */
const STYLES: Readonly<Record<string, string>> = {
  "stroke-width": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "fill-rule": "nonzero",
  opacity: "1",
  "text-anchor": "start",
  "font-style": "normal",
  "font-weight": "400",
};
/** What refers to the page, and not to the drawing. */
const OWN = /^(class|style|role|tabindex|focusable|aria-.*|data-.*)$/;
const SKIPPED = "title, desc, .line-hit";

const withoutUnit = (value: string): string => value.replace(/px/g, "");

function styled(element: SVGElement, style: CSSStyleDeclaration): void {
  for (const role of ["fill", "stroke"] as const) {
    const value = style[role];
    const attributes = value.startsWith("url(") ? { [role]: value.replaceAll('"', "") } : painted(role, value);
    const opacity = Number(style.getPropertyValue(`${role}-opacity`)) * Number(attributes[`${role}-opacity`] ?? 1);
    element.setAttribute(role, attributes[role]!);
    if (opacity < 1) element.setAttribute(`${role}-opacity`, String(Math.round(opacity * 1000) / 1000));
    else element.removeAttribute(`${role}-opacity`);
  }
  for (const [name, usual] of Object.entries(STYLES)) {
    const value = withoutUnit(style.getPropertyValue(name));
    if (value === usual) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
  if (element.localName !== "text") return;
  element.setAttribute("font-family", style.fontFamily);
  element.setAttribute("font-size", withoutUnit(style.fontSize));
}

/** A copy of a drawing that stands on the page, with its styles as attributes; null of what is not shown. */
function copyOf(original: Element): SVGElement | null {
  const style = getComputedStyle(original);
  if (original.matches(SKIPPED) || style.display === "none") return null;
  const copy = original.cloneNode(false) as SVGElement;
  for (const { name } of [...copy.attributes]) if (OWN.test(name)) copy.removeAttribute(name);
  styled(copy, style);
  copy.append(...copies(original));
  if (copy.localName !== "text" || style.stroke === "none") return copy;
  // Not every program paints the stroke of a text below its letters.
  const below = copy.cloneNode(true) as SVGElement;
  below.setAttribute("aria-hidden", "true");
  for (const one of [below, ...below.children]) one.setAttribute("fill", one.getAttribute("stroke")!);
  for (const one of [copy, ...copy.children]) one.setAttribute("stroke", "none");
  return s("g", {}, below, copy);
}

const copies = (original: Element): Node[] =>
  [...original.childNodes].flatMap((child): Node[] => {
    if (child instanceof Element) return [copyOf(child) ?? []].flat();
    return child.nodeType === Node.TEXT_NODE ? [child.cloneNode()] : [];
  });

/** The drawings within an `svg` of the page, moved and scaled. */
export const traceSvg = (svg: Element, x: number, y: number, scale = 1): SVGGElement =>
  s("g", { transform: `translate(${x} ${y})${scale === 1 ? "" : ` scale(${scale})`}` }, ...copies(svg));

/** The lines a text stands in on the page. */
function linesOf(node: Text): { text: string; box: DOMRect }[] {
  const lines: { text: string; box: DOMRect }[] = [];
  const range = document.createRange();
  for (const { 0: word, index } of node.data.matchAll(/\S+\s*/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.trimEnd().length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 2) last.text += word;
    else lines.push({ text: word, box });
  }
  return lines;
}

function traceText(node: Text, left: number, top: number): SVGTextElement[] {
  const { color, fontFamily, fontSize, fontWeight, fontStyle } = getComputedStyle(node.parentElement!);
  const size = Number.parseFloat(fontSize);
  return linesOf(node).map(({ text, box }) =>
    s(
      "text",
      {
        x: box.left - left,
        y: box.top - top + box.height / 2 + MIDDLE_TO_BASE * size,
        "font-family": fontFamily,
        "font-size": size,
        "font-weight": fontWeight === "400" ? null : fontWeight,
        "font-style": fontStyle === "normal" ? null : fontStyle,
        ...painted("fill", color),
      },
      text.trimEnd(),
    ),
  );
}

/** A part of the page, its drawings and texts where they stand in it. */
export function tracePart(part: Element, skipped: string): SVGGElement {
  const { left, top } = part.getBoundingClientRect();
  const drawing = s("g");
  const walk = (element: Element) => {
    if (element.matches(skipped) || !element.checkVisibility()) return;
    if (element instanceof SVGSVGElement) {
      const box = element.getBoundingClientRect();
      const view = element.viewBox.baseVal;
      const scale = view.width ? box.width / view.width : 1;
      drawing.append(traceSvg(element, box.left - left - view.x * scale, box.top - top - view.y * scale, scale));
      return;
    }
    for (const child of element.childNodes) {
      if (child instanceof Element) walk(child);
      else if (child instanceof Text) drawing.append(...traceText(child, left, top));
    }
  };
  walk(part);
  return drawing;
}
