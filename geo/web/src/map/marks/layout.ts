// Where the marks of a view stand: crowds gathered into groups far out, marks that would touch fanned out near.
import { MARK_SIZE } from "../../parts/glyph";
import { fan, group, type Spot } from "./fan";
import { GROUP_SIZE } from "./group_mark";

/** Marks keep this many pixels between their middles: targets 24 pixels apart even corner to corner. */
const GAP = 27;
/** Half of the room a group takes, px: the figure within its ring. */
const GROUP_ROOM = 22;
/** Marks within so many pixels may be a crowd. */
const REACH = 34;
/** How many make one: a few far out, more than a dozen near, where fewer are fanned out; from where ground ends on none. */
const LEAST: readonly (readonly [below: number, least: number])[] = [
  [6.5, 4],
  [11, 13],
];

/** How many marks within reach of each other are a crowd at a zoom. */
export const crowdAt = (zoom: number): number => LEAST.find(([below]) => zoom < below)?.[1] ?? Number.POSITIVE_INFINITY;

/** A mark or a group: its true place in pixels of the map's zoom, and the move from there. */
export interface Seat {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** Numbers of the marks: one, or those of the group. */
  readonly members: readonly number[];
  readonly isGroup: boolean;
}

/** Pixels taken, for the labels to keep clear of: x, y of the map's zoom, and radius. */
export type Obstacle = readonly [x: number, y: number, radius: number];

type Home = Pick<Spot, "x" | "y">;

function middle(homes: readonly Home[]): Home {
  const sum = (axis: "x" | "y") => homes.reduce((total, home) => total + home[axis], 0);
  return { x: sum("x") / homes.length, y: sum("y") / homes.length };
}

/**
 * @param homes the true places of the marks shown
 * @param least how many within reach of each other become a group
 * @param apart the mark that stands for itself even within a crowd; -1 if none does
 */
export function layOut(homes: readonly Home[], least: number, apart: number): Seat[] {
  const crowds = least <= homes.length ? group(homes, REACH, least) : [];
  const gathered = new Set(crowds.flat());
  gathered.delete(apart);
  const alone = [...homes.keys()].filter((i) => !gathered.has(i));
  const seats = [
    ...crowds.map((members) => ({ ...middle(members.map((i) => homes[i]!)), members, isGroup: true })),
    ...alone.map((i) => ({ x: homes[i]!.x, y: homes[i]!.y, members: [i], isGroup: false })),
  ];
  const moves = fan(seats.map(({ x, y, isGroup }) => ({ x, y, radius: isGroup ? GROUP_ROOM : GAP / 2 })));
  return seats.map((seat, i) => ({ ...seat, dx: moves[i]![0], dy: moves[i]![1] }));
}

/** Whether any of these would still be gathered at a zoom they are seen at. */
export const isCrowded = (homes: readonly Home[], zoom: number): boolean => {
  const least = crowdAt(zoom);
  return least <= homes.length && group(homes, REACH, least).length > 0;
};

export const obstacleOf = ({ x, y, dx, dy, isGroup }: Seat): Obstacle => [
  x + dx,
  y + dy,
  (isGroup ? GROUP_SIZE : MARK_SIZE) / 2,
];
