// The mark of a feature, as SVG: colour and icon say the sector, the form says how sure the place is,
// the badge what state it is in, a split disc that it is a pair of border posts.

import * as shapes from "../../../figures/marks.json";
import type { Feature, Kind, Precision, Sector } from "../atlas/types";
import { type Phase, SURE_PRECISIONS, TRAITS } from "../atlas/vocabulary";
import { s } from "./dom";

export const MARK_SIZE = shapes.size;
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
  const { middle, radius, building, stopped, unknown } = shapes.badge;
  const inner =
    state === "ahead"
      ? null
      : state === "building"
        ? s("path", { class: "badge-ink", d: building })
        : state === "unknown"
          ? s("text", { class: "badge-ink", x: middle, y: middle + 3 }, unknown)
          : s("path", { class: "badge-bar", d: stopped });
  return s("g", { class: `badge badge-${state}` }, s("circle", { cx: middle, cy: middle, r: radius }), inner);
}

/** Draws the mark; the sector's colour comes from the CSS variable `--c` of an ancestor. */
export function glyph(look: MarkLook, sector: Sector): SVGSVGElement {
  const { kind, precision, phase } = look;
  const hollow = isHollow(precision);
  const isPair = TRAITS[kind].mark === "pair";
  const room = precision === "locality" ? "locality" : "other";
  const body = isPair
    ? s("g", { class: "body" }, ...shapes.pair[room].map((d) => s("path", { d })))
    : s("circle", { class: "body", cx: MIDDLE, cy: MIDDLE, r: shapes.radius[room] });
  const size = isPair ? shapes.icon.pair : shapes.icon.disc;
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
    precision === "locality" ? s("circle", { class: "halo", cx: MIDDLE, cy: MIDDLE, r: shapes.halo }) : null,
    body,
    s("path", {
      class: "icon",
      d: sector.outline ?? DOT,
      transform: `translate(${MIDDLE - (shapes.icon.box / 2) * size} ${MIDDLE - (shapes.icon.box / 2) * size}) scale(${size})`,
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
    s("rect", { class: "body", ...shapes.dot }),
  );
}
