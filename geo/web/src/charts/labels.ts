// Where the names of lines stand: at their ends, inside the drawing, and not over each other.

export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "end";
}
export interface Place {
  readonly x: number;
  readonly y: number;
}
type Box = readonly [left: number, top: number, right: number, bottom: number];

/** Pixels of the drawing's own scale that a letter of 11 px takes, about. */
const LETTER = 5.9;
const HEIGHT = 13;
const GAP = 8;
/** Half a mark. */
const MARK = 3;

const boxOf = ({ text, x, y, anchor }: Label): Box => {
  const left = anchor === "start" ? x : x - text.length * LETTER;
  return [left, y - HEIGHT + 3, left + text.length * LETTER, y + 3];
};
const meet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

const covers = ([left, top, right, bottom]: Box, { x, y }: Place): boolean =>
  x > left - MARK && x < right + MARK && y > top - MARK && y < bottom + MARK;

/** Beside the end if there is room, else above, below, or begun at it; the first that meets no other and no mark. */
export function labelsAt(
  ends: readonly (Place & { readonly text: string })[],
  frame: Box,
  marks: readonly Place[] = [],
): Label[] {
  const placed: Label[] = [];
  for (const { text, x, y } of [...ends].sort((a, b) => a.x - b.x)) {
    const tries: Label[] = [
      { text, x: x + GAP, y: y + 4, anchor: "start" },
      { text, x: x + GAP, y: y - GAP, anchor: "end" },
      { text, x: x + GAP, y: y + GAP + HEIGHT, anchor: "end" },
      { text, x: x - GAP, y: y - GAP, anchor: "start" },
      { text, x: x - GAP, y: y + GAP + HEIGHT, anchor: "start" },
    ];
    const fits = tries.find((label) => {
      const box = boxOf(label);
      const isInside = box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
      const isFree = !marks.some((mark) => covers(box, mark)) && !placed.some((other) => meet(box, boxOf(other)));
      return isInside && isFree;
    });
    // The legend names it too.
    if (fits) placed.push(fits);
  }
  return placed;
}
