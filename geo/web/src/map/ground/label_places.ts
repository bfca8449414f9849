// Where names stand: none over another, none across the edge of the map; what the story is about finds a place first.
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
}

/** Half of a line's height, px, and how near names may come. */
const HALF = 8;
const GAP = 2;
const DOT_ROOM = 7;

type Offset = readonly [dx: number, dy: number];

/** Where a name may start, the best first. */
function offsets({ width, must, beside, style }: Candidate): Offset[] {
  const half = width / 2;
  if (beside === null) {
    const shifts = must ? [0, 22, -22, 44, -44, 66, -66] : [0];
    return shifts.flatMap((dy) => (must ? [0, 50, -50, 100, -100] : [0]).map((dx): Offset => [dx - half, dy]));
  }
  const rings =
    must || style === "capital" || style === "mark"
      ? [beside + DOT_ROOM, 24, 42, ...(must ? [60] : [])]
      : [beside + DOT_ROOM];
  return rings.flatMap((far): Offset[] => [
    [far, 0],
    [-far - width, 0],
    [-half, -far - 7],
    [-half, far + 7],
  ]);
}

const apart = (a: Box, b: Box): boolean => a[2] < b[0] || a[0] > b[2] || a[3] < b[1] || a[1] > b[3];
const within = (a: Box, b: Box): boolean => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];

/**
 * @param candidates those that must be shown first
 * @param marks what no name starts under
 * @param seen the part of the layer that is seen; a name lies within it or, where `beyond`, outside of it
 */
export function placeLabels(
  candidates: readonly Candidate[],
  marks: readonly Box[],
  seen: Box,
  beyond: boolean,
): PlacedLabel[] {
  const taken: Box[] = [];
  const placed: PlacedLabel[] = [];
  for (const one of candidates) {
    const { word, style, x, y, width, must, beside } = one;
    const boxAt = ([dx, dy]: Offset): Box => [x + dx - GAP, y + dy - HALF, x + dx + width + GAP, y + dy + HALF];
    const fits = (box: Box) =>
      (within(box, seen) || (beyond && apart(box, seen))) && taken.every((other) => apart(box, other));
    const all = offsets(one);
    const free = all.find((offset) => fits(boxAt(offset)) && marks.every((mark) => apart(boxAt(offset), mark)));
    const place = free ?? (must ? all.find((offset) => fits(boxAt(offset))) : undefined);
    if (!place) continue;
    taken.push(boxAt(place));
    placed.push({ word, style, x: x + place[0], y: y + place[1], dot: beside === 0 ? [x, y] : null });
  }
  return placed;
}
