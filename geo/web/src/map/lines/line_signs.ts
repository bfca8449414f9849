// Signs along a line: what no dash says.
import type { Context } from "../../ask/context";
import { phaseOn } from "../../atlas/age";
import { s } from "../../parts/dom";
import type { LineLayer } from "./line_layer";
import { pointsAlong, signsOf } from "./signs";

/** @returns how to draw them anew along what is seen of each line */
export function addLineSigns({ store }: Context, lines: readonly LineLayer[]): () => void {
  let signs: SVGElement[] = [];
  return () => {
    for (const one of signs) one.remove();
    signs = lines.flatMap(({ shows, paths: [band] }) => {
      // What was last seen long ago keeps its dash, and gets the signs of what is not known.
      const phase = phaseOn(shows, store.get().time);
      if (!band?.isConnected || (phase !== "stopped" && phase !== "unknown")) return [];
      const group = s("g", { class: "line-signs", "aria-hidden": "true" }, ...signsOf(phase, pointsAlong(band)));
      band.parentNode!.append(group);
      return [group];
    });
  };
}
