// The mark of a group: a ring of its members' sector colours around their number.

import type { Sector, SectorId } from "../../atlas/types";
import { h, s } from "../../parts/dom";

export const GROUP_SIZE = 44;
const MIDDLE = GROUP_SIZE / 2;
const RADIUS = 17;

function arc(from: number, to: number): string {
  const at = (part: number) => {
    const angle = 2 * Math.PI * part - Math.PI / 2;
    return `${(MIDDLE + RADIUS * Math.cos(angle)).toFixed(2)} ${(MIDDLE + RADIUS * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${at(from)}A${RADIUS} ${RADIUS} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(Math.min(to, from + 0.9999))}`;
}

/** `tally` in the order of the sectors; the label is set by whoever knows the language. */
export function groupElement(sectors: readonly Sector[], tally: ReadonlyMap<SectorId, number>, n: string): HTMLElement {
  const total = [...tally.values()].reduce((a, b) => a + b, 0);
  let done = 0;
  const arcs = sectors.flatMap(({ id, color }) => {
    const share = (tally.get(id) ?? 0) / total;
    if (!share) return [];
    const path = s("path", { d: arc(done, done + share), stroke: color });
    done += share;
    return [path];
  });
  const disc = s("circle", { cx: MIDDLE, cy: MIDDLE, r: RADIUS + 3.6 });
  const ring = s(
    "svg",
    {
      class: "group-ring",
      viewBox: `0 0 ${GROUP_SIZE} ${GROUP_SIZE}`,
      width: GROUP_SIZE,
      height: GROUP_SIZE,
      "aria-hidden": "true",
    },
    disc,
    ...arcs,
  );
  return h("div", { class: "group" }, ring, h("span", { class: "group-count", "aria-hidden": "true" }, n));
}
