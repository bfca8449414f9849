// What stands on a line whose state no dash tells: crosses where nothing goes on, question marks where it is not known.
import { sign } from "../../../../figures/marks.json";
import type { Phase } from "../../atlas/vocabulary";
import { s } from "../../parts/dom";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The signs of a state at some points; none where the line's dashes say it. */
export function signsOf(phase: Phase, points: readonly Point[]): SVGElement[] {
  if (!points.length) return [];
  if (phase === "stopped") {
    const d = points.map(({ x, y }) => `M${x - sign.arm} ${y - sign.arm}${sign.cross}`).join("");
    return ["line-cross-edge", "line-cross"].map((name) => s("path", { class: `line ${name}`, d }));
  }
  if (phase !== "unknown") return [];
  return points.map(({ x, y }) => s("text", { class: "line-query", x, y, dy: "0.36em" }, "?"));
}

/** Points along a drawn course, evenly apart, none at its ends. */
export function pointsAlong(course: SVGPathElement): Point[] {
  const length = course.getTotalLength();
  const n = Math.round(length / sign.step);
  return Array.from({ length: n }, (_, i) => course.getPointAtLength(((i + 0.5) * length) / n));
}
