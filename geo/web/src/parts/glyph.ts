// The mark of a feature, as SVG: colour and icon say the sector, the form says how sure the place is,
// the badge what state it is in, a split disc that it is a pair of border posts.

import type { Feature, Kind, Precision, Sector } from "../atlas/types";
import { type Phase, SURE_PRECISIONS, TRAITS } from "../atlas/vocabulary";
import { s } from "./dom";

export const MARK_SIZE = 28;
const MIDDLE = MARK_SIZE / 2;
/** In place of an icon that the page was not given; as all of them, in a box of 15. */
const DOT = "M7.5 3.5a4 4 0 0 1 0 8 4 4 0 0 1 0-8z";

/** Whether no more is known than a region or a country: such a mark is hollow. */
export const isHollow = (precision: Precision): boolean => !SURE_PRECISIONS.includes(precision);

export interface MarkLook {
  readonly kind: Kind;
  readonly precision: Precision;
  readonly phase: Phase;
}

function badge(state: Phase): SVGElement | null {
  if (state === "running") return null;
  const [x, y] = [MARK_SIZE - 6, MARK_SIZE - 6];
  const inner =
    state === "ahead"
      ? null
      : state === "building"
        ? s("path", { class: "badge-ink", d: `M${x} ${y - 3}a3 3 0 0 1 0 6z` })
        : state === "unknown"
          ? s("text", { class: "badge-ink", x, y: y + 3 }, "?")
          : s("path", { class: "badge-bar", d: `M${x - 2.4} ${y}h4.8` });
  return s("g", { class: `badge badge-${state}` }, s("circle", { cx: x, cy: y, r: 4.4 }), inner);
}

/** Draws the mark; the sector's colour comes from the CSS variable `--c` of an ancestor. */
export function glyph(look: MarkLook, sector: Sector): SVGSVGElement {
  const { kind, precision, phase } = look;
  const hollow = isHollow(precision);
  const isPair = TRAITS[kind].mark === "pair";
  const radius = precision === "locality" ? 9.5 : 11;
  const body = isPair
    ? s(
        "g",
        { class: "body" },
        s("path", { d: `M${MIDDLE - 1.2} ${MIDDLE - radius}a${radius} ${radius} 0 0 0 0 ${2 * radius}z` }),
        s("path", { d: `M${MIDDLE + 1.2} ${MIDDLE - radius}a${radius} ${radius} 0 0 1 0 ${2 * radius}z` }),
      )
    : s("circle", { class: "body", cx: MIDDLE, cy: MIDDLE, r: radius });
  const size = isPair ? 0.72 : 0.82;
  return s(
    "svg",
    {
      class: `glyph p-${precision}${hollow ? " is-hollow" : ""}`,
      viewBox: `0 0 ${MARK_SIZE} ${MARK_SIZE}`,
      width: MARK_SIZE,
      height: MARK_SIZE,
      "aria-hidden": "true",
      focusable: "false",
    },
    precision === "locality" ? s("circle", { class: "halo", cx: MIDDLE, cy: MIDDLE, r: 12.5 }) : null,
    body,
    s("path", {
      class: "icon",
      d: sector.outline ?? DOT,
      transform: `translate(${MIDDLE - 7.5 * size} ${MIDDLE - 7.5 * size}) scale(${size})`,
    }),
    badge(phase),
  );
}

/** Whether its mark is a small one, which has no icon and shows no state. */
export const isDot = ({ kind }: Pick<Feature, "kind">): boolean => TRAITS[kind].mark === "dot";

/** A station or stop: a small mark of its own, hollow where no source calls it a station. */
export function dotGlyph(confirmed: boolean): SVGSVGElement {
  return s(
    "svg",
    {
      class: `glyph dot${confirmed ? "" : " is-hollow"}`,
      viewBox: "0 0 28 28",
      width: 28,
      height: 28,
      "aria-hidden": "true",
    },
    s("rect", { class: "body", x: 9.5, y: 9.5, width: 9, height: 9, rx: 2 }),
  );
}
