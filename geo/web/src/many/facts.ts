// What is known of a place beside its words: measured here, with what the page draws, as the atlas measures it.

import { unpackLine } from "../atlas/decode";
import { coordinates, km } from "../atlas/format";
import { distanceKm, footOn } from "../atlas/geodesy";
import { shown } from "../atlas/languages";
import { border, scaleOf } from "../atlas/outlines";
import type { Position } from "../atlas/types";
import { POINT_SCALE, SURE_PRECISIONS } from "../atlas/vocabulary";
import type { Context } from "./context";
import { labelOf, precisionOf, wordOf } from "./labels";
import { positionOf } from "./points";
import type { Spot } from "./tiles";

/** Decimals a step of the last zoom's tiles is worth: some ten metres. */
const DECIMALS = 4;
export type Fact = readonly [label: string, value: string];

export function factsOf(context: Context, spot: Spot): Fact[] {
  const t = context.t();
  const at = positionOf(spot);
  const precision = precisionOf(context, spot);
  const region = wordOf(context, spot, "admin1");
  const facts: Fact[] = [
    [t("filter.admin1"), region === null ? "" : labelOf(context, "admin1", region)],
    [t("card.position"), `${coordinates(...at, DECIMALS)} · ${t(`precision.${precision}`)}`],
  ];
  // Vaguer positions bear no distance.
  return SURE_PRECISIONS.includes(precision) ? [...facts, ...distances(context, at)] : facts;
}

function distances(context: Context, at: Position): Fact[] {
  const t = context.t();
  const { lang } = context.store.get();
  const facts: Fact[] = [];
  const far = borderKm(context, at);
  if (far !== null) facts.push([t("card.border_km"), `≈ ${km(t, Math.round(far))}`]);
  const near = context.many.crossings
    .map(({ name, at: [x, y] }) => ({ name, away: distanceKm(at, [x / POINT_SCALE, y / POINT_SCALE]) }))
    .sort((a, b) => a.away - b.away)[0];
  if (near) {
    facts.push([
      t("card.nearest_crossing"),
      `${shown(near.name, lang)?.text ?? ""} · ≈ ${km(t, Math.round(near.away))}`,
    ]);
  }
  return facts;
}

/** To the common border, as finely as the page draws it; null before the ground is read. */
function borderKm({ atlas: { basemap } }: Context, at: Position): number | null {
  const lines = basemap.close?.border.map((part) => unpackLine(part, scaleOf(basemap))) ?? border(basemap);
  const away = lines.flatMap((line) => footOn(line, at)?.offKm ?? []);
  return away.length ? Math.min(...away) : null;
}
