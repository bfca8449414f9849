// A sector in one line: its mark, its name and how many of it there are.
import type { Context } from "../../ask/context";
import { h } from "../../parts/dom";
import { sectorSwatch } from "../../parts/swatch";
import { sectorName } from "../../parts/text";
import type { SectorCount } from "./data";

export const sectorLine = (context: Context, { sector, n }: SectorCount): HTMLElement[] => [
  sectorSwatch(sector),
  h("span", { class: "row-name" }, sectorName(context, sector.id, context.store.get().lang)),
  h("span", { class: "row-count" }, context.t().number(n)),
];
