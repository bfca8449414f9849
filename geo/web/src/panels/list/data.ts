// Which features the list shows, in what order and how many of them.
import type { Group, Grouping, Order, Sort } from "../../ask/rows";
import { grouped, sorted } from "../../ask/rows";
import type { Atlas, Feature, Lang } from "../../atlas/types";

const PAGE = 150;
/** What was chosen on the map is looked for in the list as far as this. */
const MOST_ROWS = 3000;
const GIVEN: Order = { by: "given", descending: false };

/** What the reader has chosen in the list itself. */
export interface Choice {
  readonly order: Order;
  readonly grouping: Grouping;
  readonly isTable: boolean;
  readonly onlyInView: boolean;
  /** How many rows there are at most. */
  readonly limit: number;
}

export const FIRST_CHOICE: Choice = {
  order: GIVEN,
  grouping: "sector",
  isTable: false,
  onlyInView: false,
  limit: PAGE,
};

/** A column's heading pressed: upward, then downward, then as at first. */
export const turned = ({ by, descending }: Order, pressed: Sort): Order =>
  by === pressed && descending ? GIVEN : { by: pressed, descending: by === pressed };

/** An order chosen by name: the newest and the dearest are what one looks for first. */
export const orderBy = (by: Sort): Order => ({ by, descending: by === "since" || by === "cost" });

export const withMore = (choice: Choice): Choice => ({ ...choice, limit: choice.limit + 2 * PAGE });

/** Far enough for what stands further down; null where that is no further than now. */
export const withAll = (choice: Choice): Choice | null =>
  choice.limit < MOST_ROWS ? { ...choice, limit: MOST_ROWS } : null;

/** Things with a place on the map, or without one. */
export interface Part {
  readonly kind: "unlocated" | "located";
  /** All there are of them. */
  readonly total: number;
  /** Those within the limit, in groups. */
  readonly groups: readonly Group[];
}

export interface Rows {
  /** All within the limit, in their order. */
  readonly shown: readonly Feature[];
  /** How many features there are, and how many of them are beyond the limit. */
  readonly total: number;
  readonly rest: number;
  readonly parts: readonly Part[];
}

/** The rows of the list: first what has no place on the map, unless only what is in view is asked for. */
export function rowsOf(
  atlas: Atlas,
  features: readonly Feature[],
  { order, grouping, onlyInView, limit }: Choice,
  lang: Lang,
  time: string | null,
): Rows {
  const all = sorted(atlas, features, order, lang, time);
  const part = (kind: Part["kind"], own: readonly Feature[], room: number): Part => ({
    kind,
    total: own.length,
    groups: grouped(atlas, own.slice(0, room), grouping, lang),
  });
  const lost = all.filter(({ located }) => !located);
  const placed = all.filter(({ located }) => located);
  return {
    shown: all.slice(0, limit),
    total: all.length,
    rest: Math.max(0, all.length - limit),
    parts: [
      ...(onlyInView ? [] : [part("unlocated", lost, limit)]),
      part("located", placed, Math.max(0, limit - lost.length)),
    ],
  };
}
