// What of the legend there is to see in the part of the map that is in view: for the panel, and for pictures of it.
import type { Context } from "../../ask/context";
import { type Bounds, border } from "../../atlas/outlines";
import type { Feature, Position } from "../../atlas/types";
import { crosses, viewIndex } from "../../map/in_view";
import { seenTraits } from "./data";

/** Of more features than this, what each shows is not asked: it would take longer than a frame. */
const MOST = 5000;

/** Whether a group is in view, by where it is drawn: only the map knows what it gathers. */
function groupsInView(map: Element): boolean {
  const area = map.getBoundingClientRect();
  return [...map.getElementsByClassName("group")].some((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return right > area.left && left < area.right && bottom > area.top && top < area.bottom;
  });
}

export interface Seen {
  /** Everything in view that passes the filters, in sectors that are off too. */
  readonly passing: readonly Feature[];
  /** What of the key is in view; null where there is too much to ask. */
  readonly traits: ReadonlySet<string> | null;
}

/** Returns how to look at the map as it is now. */
export function looker({ atlas, store, map }: Context): () => Seen {
  let find: ReturnType<typeof viewIndex> | undefined;
  let line: Position[][] | undefined;
  return () => {
    find ??= viewIndex(atlas.features);
    const bounds = map.getBounds();
    const box: Bounds = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const inView = find(box);
    const mask = store.mask("sectors");
    const passing = inView.filter(({ index }) => mask[index]);
    if (atlas.features.length > MOST) return { passing, traits: null };
    line ??= border(atlas.basemap);
    const { time, selected } = store.get();
    const traits = seenTraits(inView, { visible: store.mask(), time, selected, zoom: map.getZoom() });
    if (groupsInView(map.getContainer())) traits.add("group");
    if (crosses(line, box)) traits.add("border");
    return { passing, traits };
  };
}
