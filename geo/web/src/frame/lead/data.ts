// What a reader learns first: how much is planned, built and stopped, and the doors to what is asked about most.

import type { LinkState } from "../../ask/link";
import { NO_FILTERS } from "../../ask/state";
import type { CountKey, TextKey, Translate } from "../../atlas/i18n";
import type { Atlas, Feature, Kind } from "../../atlas/types";
import { CORRIDOR_LINE, PHASE, type Phase } from "../../atlas/vocabulary";

/** What is built or not: no mere stop on a line, no paper, no figure; a crossing is opened and closed. */
const WORKS: readonly Kind[] = ["site", "rail", "corridor"];
const SUMMIT = "summit-2025-11";
const TRADE = "bilateral-trade-series";

const isWork = ({ kind }: Feature): boolean => WORKS.includes(kind);
export const isBeingBuilt = (feature: Feature): boolean => isWork(feature) && feature.status === "under_construction";

/** How many works are in each phase. */
export function worksByPhase(features: readonly Feature[]): ReadonlyMap<Phase, number> {
  const tally = new Map<Phase, number>();
  for (const feature of features) {
    if (!isWork(feature)) continue;
    const phase = PHASE[feature.status];
    tally.set(phase, (tally.get(phase) ?? 0) + 1);
  }
  return tally;
}

const CLAUSES: readonly (readonly [Phase, CountKey])[] = [
  ["building", "count.lead_building"],
  ["stopped", "count.lead_stopped"],
];

/** The finding in one sentence; empty where nothing is planned or built. */
export function finding(t: Translate, tally: ReadonlyMap<Phase, number>): string {
  const ahead = tally.get("ahead") ?? 0;
  if (!ahead && !tally.get("building")) return "";
  const clauses = CLAUSES.flatMap(([phase, key]) => (tally.get(phase) ? [t.count(key, tally.get(phase)!)] : []));
  return [t.count("count.lead_ahead", ahead), ...clauses].join(", ");
}

export interface Door {
  readonly label: TextKey;
  /** What it asks for, beside the view that shows `about`. */
  readonly state: Partial<LinkState>;
  /** What it is about; all of it is counted if it is a list. */
  readonly about: readonly Feature[];
  readonly isCounted: boolean;
}

const where = (label: TextKey, state: Partial<LinkState>, about: readonly Feature[], isCounted = true): Door[] =>
  about.length ? [{ label, state, about, isCounted }] : [];

/** The doors of an atlas: those that lead to something. */
export function doors({ features, byId }: Pick<Atlas, "features" | "byId">): Door[] {
  const built = { ...NO_FILTERS, status: new Set(["under_construction"] as const), kind: new Set(WORKS) };
  const summit = { ...NO_FILTERS, package: new Set([SUMMIT]) };
  const line = byId(CORRIDOR_LINE);
  const of = (test: (feature: Feature) => boolean) => features.filter(test);
  return [
    ...where("door.built", { tab: "list", filters: built }, of(isBeingBuilt)),
    ...where(
      "door.crossings",
      { tab: "crossings" },
      of(({ kind }) => kind === "crossing"),
    ),
    ...where("door.railway", { tab: "rail" }, line ? [line] : [], false),
    ...where(
      "door.trade",
      { tab: "topics", topic: byId(TRADE) ? TRADE : "figures" },
      of(({ kind }) => kind === "indicator"),
      false,
    ),
    ...where(
      "door.summit",
      { tab: "list", filters: summit },
      of((feature) => feature.list("packages").includes(SUMMIT)),
    ),
  ];
}
