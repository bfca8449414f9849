// The page's small signs, each one stroke in a box of 20 × 20.
import { s } from "./dom";

export const SYMBOLS = {
  close: "M5 5l10 10M15 5 5 15",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  both: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  layers: "M10 3 2.5 7 10 11l7.5-4zM3 11l7 3.8L17 11M3 14.5l7 3.7 7-3.7",
  more: "M10 9v5M10 5.5v1M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15z",
  panel: "M3 4h14v12H3zM8 4v12",
};

export const symbol = (d: string): SVGSVGElement =>
  s(
    "svg",
    { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true", focusable: "false", class: "symbol" },
    s("path", { d }),
  );
