// Where names stand: none over another, a town's dot or what lies on the map, none across its edge; what the story is
// about finds a place first.
import type { Style } from "./labels";

export type Box = readonly [west: number, north: number, east: number, south: number];

/** A name and where it starts, in pixels of the layer; of a town also where its dot is. */
export interface PlacedLabel {
  readonly word: string;
  readonly style: Style;
  readonly x: number;
  readonly y: number;
  readonly dot: readonly [x: number, y: number] | null;
}

/** A name that may be shown: its place and its width in pixels. */
export interface Candidate extends Omit<PlacedLabel, "dot"> {
  readonly width: number;
  readonly must: boolean;
  /** Pixels its own mark takes, which it stands beside; 0 for a town's dot, null for what has its name in its middle. */
  readonly beside: number | null;
  /** How far from its middle a name may stand that must be seen, px: an area's name belongs inside of it. */
  readonly spread: number;
}

/** Half of a line's height, px, and how near names may come. */
const HALF = 8;
const GAP = 2;
const DOT_ROOM = 7;
const DOT = 3;

type Offset = readonly [dx: number, dy: number];

/** Where a name may start, the best first. */
function offsets({ width, must, beside, style, spread }: Candidate): Offset[] {
  const half = width / 2;
  if (beside === null) {
    const shifts = must ? [0, 1 / 3, -1 / 3, 2 / 3, -2 / 3, 1, -1].map((part) => part * spread) : [0];
    return shifts.flatMap((dy) => shifts.map((dx): Offset => [dx - half, dy]));
  }
  const rings =
    must || style === "capital" || style === "mark"
      ? [beside + DOT_ROOM, 24, 42, ...(must ? [60] : [])]
      : [beside + DOT_ROOM];
  const heights = must ? [0, -14, 14] : [0];
  return rings.flatMap((far): Offset[] => [
    ...heights.flatMap((dy): Offset[] => [
      [far, dy],
      [-far - width, dy],
    ]),
    [-half, -far - 7],
    [-half, far + 7],
  ]);
}

const dotOf = ({ x, y }: Candidate): Box => [x - DOT, y - DOT, x + DOT, y + DOT];
const apart = (a: Box, b: Box): boolean => a[2] < b[0] || a[0] > b[2] || a[3] < b[1] || a[1] > b[3];
const within = (a: Box, b: Box): boolean => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];

/**
 * @param candidates those that must be shown first
 * @param marks what no name starts under
 * @param seen the part of the layer that is seen; a name lies within it or, where `beyond`, outside of it
 * @param over what stands over the map there, which hides whatever is under it
 */
export function placeLabels(
  candidates: readonly Candidate[],
  marks: readonly Box[],
  seen: Box,
  beyond: boolean,
  over: readonly Box[] = [],
): PlacedLabel[] {
  const taken: Box[] = [...over];
  // The dots of what must be named are there, wherever their names are.
  const dots = candidates.filter(({ must, beside }) => must && beside === 0).map(dotOf);
  const placed: PlacedLabel[] = [];
  for (const one of candidates) {
    const { word, style, x, y, width, must, beside } = one;
    const boxAt = ([dx, dy]: Offset): Box => [x + dx - GAP, y + dy - HALF, x + dx + width + GAP, y + dy + HALF];
    const fits = (box: Box) =>
      (within(box, seen) || (beyond && apart(box, seen))) && taken.every((other) => apart(box, other));
    const all = offsets(one);
    const own = beside === 0 ? dotOf(one) : null;
    if (own && !must && !taken.every((other) => apart(own, other))) continue;
    const hidden = (offset: Offset) => [...marks, ...dots].filter((mark) => !apart(boxAt(offset), mark)).length;
    const fitting = all.filter((offset) => fits(boxAt(offset)));
    // What must be named is, under as few marks as can be.
    const place =
      fitting.find((offset) => !hidden(offset)) ??
      (must ? fitting.sort((a, b) => hidden(a) - hidden(b))[0] : undefined);
    if (!place) continue;
    taken.push(boxAt(place), ...(own ? [own] : []));
    placed.push({ word, style, x: x + place[0], y: y + place[1], dot: beside === 0 ? [x, y] : null });
  }
  return placed;
}
