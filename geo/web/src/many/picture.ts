// The mark of a place, as large as on the atlas.
import { PHASE } from "../atlas/vocabulary";
import { glyph } from "../parts/glyph";
import { swatch } from "../parts/swatch";
import type { Context } from "./context";
import { precisionOf, statusOf, wordOf } from "./labels";
import type { Spot } from "./tiles";

export function markOf(context: Context, spot: Spot): HTMLElement {
  const id = wordOf(context, spot, "sector");
  const sector = context.atlas.sectors.find((one) => one.id === id) ?? context.atlas.sectors[0]!;
  const precision = precisionOf(context, spot);
  return swatch(glyph({ kind: "site", precision, phase: PHASE[statusOf(context, spot)] }, sector), sector);
}
