// The sectors in view in few words: the legend of a small frame and of a printed page.
import type { Context } from "../../ask/context";
import type { Sector } from "../../atlas/types";
import { h } from "../../parts/dom";
import { glyph } from "../../parts/glyph";
import { sectorName } from "../../parts/text";

export interface SectorCount {
  readonly sector: Sector;
  readonly n: number;
}

/** Sectors with anything in them, by the order of the atlas. `except` leaves one test out, as in the store. */
export function sectorCounts({ atlas, store, groups }: Context, except?: string): SectorCount[] {
  const mask = store.mask(except);
  const tally = new Map<string, number>();
  for (const { sector, index } of atlas.features) if (mask[index]) tally.set(sector, (tally.get(sector) ?? 0) + 1);
  return atlas.sectors.flatMap((sector) =>
    sector.id in groups && tally.get(sector.id) ? [{ sector, n: tally.get(sector.id)! }] : [],
  );
}

export function sectorLine(context: Context, { sector, n }: SectorCount): HTMLElement[] {
  const swatch = h(
    "span",
    { class: "swatch" },
    glyph({ kind: "site", precision: "exact", status: "operational" }, sector),
  );
  swatch.style.setProperty("--c", sector.color);
  return [
    swatch,
    h("span", { class: "row-name" }, sectorName(context, sector.id, context.store.get().lang)),
    h("span", { class: "row-count" }, context.t().number(n)),
  ];
}
