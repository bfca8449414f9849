// What is drawn close up, in place of the coarser lines: the shared border, water, roads, tracks, settlements' names.
import type { Context } from "../../ask/context";
import { scaleOf } from "../../atlas/outlines";
import type { Basemap, CloseGround, Lang, Texts } from "../../atlas/types";
import { LANGUAGES } from "../../atlas/vocabulary";
import type { Label } from "./labels";
import { type Path, project, projectPacked } from "./mercator";

/** The zoom from which there is something to see in it. */
export const CLOSE_FROM = 8;
/**
 * Nothing is drawn finer than this: close up the border is true to 0.15 km, which is 11 pixels at zoom 13. Pages of one
 * sector and small ones, which read no positions either, are without the close lines.
 */
export const groundEnds = ({ subject, atlas }: Pick<Context, "subject" | "atlas">): number =>
  subject || !atlas.notation ? 11 : 13;
/** The zoom from which settlements of this many people are named; the last also names those of unknown size. */
const NAMED_FROM: readonly (readonly [people: number, zoom: number])[] = [
  [10_000, 8],
  [3_000, 9],
  [0, 10],
];

export type CloseShapes = Readonly<Record<"border" | "rivers" | "lakes" | "roads" | "railways", readonly Path[]>>;

/** Lines and shores on the unit square; null in a page without them. */
export function closeShapesOf(basemap: Basemap): CloseShapes | null {
  const { close } = basemap;
  if (!close) return null;
  const paths = (parts: CloseGround["border"]) => parts.map((packed) => projectPacked(packed, scaleOf(basemap)));
  return {
    border: paths(close.border),
    rivers: paths(close.rivers),
    lakes: paths(close.lakes),
    roads: paths(close.roads),
    railways: paths(close.railways),
  };
}

/** Names of settlements, the largest first. */
export function settlementLabelsOf(basemap: Basemap): Label[] {
  const found = basemap.close?.settlements;
  if (!found) return [];
  const scale = scaleOf(basemap);
  const order = found.lon.map((_, index) => index).sort((a, b) => (found.pop[b] ?? 0) - (found.pop[a] ?? 0));
  return order.map((index): Label => {
    const [x, y] = project([found.lon[index]! / scale, found.lat[index]! / scale]);
    const people = found.pop[index] ?? 0;
    const from = NAMED_FROM.find(([least]) => people >= least)![1];
    return { name: namesAt(found.name, index), x, y, style: "village", from, to: 30 };
  });
}

function namesAt(columns: CloseGround["settlements"]["name"], index: number): Texts {
  const names: Partial<Record<Lang, string>> = {};
  for (const lang of LANGUAGES) {
    const name = columns[lang]?.[index];
    if (name) names[lang] = name;
  }
  return names;
}
