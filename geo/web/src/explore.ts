// What readers ask the page with: search, filters, time, tools, and an address that keeps the answer.
import type { Context } from "./context";
import { h } from "./dom";
import { filterSource } from "./filters";
import { ignoredText } from "./link";
import { createSearch, type SearchIndex } from "./search";
import { inTime } from "./time";
import { followAddress } from "./ui/address";
import { buildChanges } from "./ui/changes";
import { addEmbed } from "./ui/embed";
import { addChips, buildFilters } from "./ui/filters";
import { notice } from "./ui/notice";
import { createPins } from "./ui/pin";
import { addSearch } from "./ui/search";
import type { Shell } from "./ui/shell";
import { addTime } from "./ui/time";
import { addTools } from "./ui/tools";

/** Before anything is drawn: the tests that decide what is. */
export function prepareExplore({ atlas, store }: Pick<Context, "atlas" | "store">): SearchIndex {
  const index = createSearch(atlas);
  store.addPredicate(inTime);
  store.addPredicate(filterSource(index.matching));
  return index;
}

/** No flights and no coasting for readers who want nothing to move. */
function keepStill({ map }: Context): void {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const pan = map.panBy.bind(map);
  map.panBy = (offset, options) => pan(offset, { ...options, animate: false });
  Object.assign(map, { _zoomAnimated: false });
  Object.assign(map.options, { inertia: false, fadeAnimation: false });
}

export function addExplore(context: Context, shell: Shell, index: SearchIndex): void {
  keepStill(context);
  addSearch(context, shell, index, createPins(context, shell));
  shell.fillTab("filters", (panel) => buildFilters(context, panel, index.matching));
  shell.fillTab("changes", (panel) => buildChanges(context, panel));
  addTime(context, shell);
  addTools(context, shell);
  addChips(context, shell, shell.slots.strip, index.matching);
}

/** Last: the link may ask for any tab and any feature, so all must be there. */
export function restore(context: Context, shell: Shell, embed: boolean): void {
  const { tiles, t } = context;
  const { tabs } = shell;
  const room = h("div", { class: "notices" });
  shell.slots.tools.before(room);
  if (embed) addEmbed(context);
  followAddress(context, { tabs, tiles: Object.keys(tiles) }, embed, (ignored) =>
    notice(room, "link", ignoredText(t(), ignored), t()("ui.close")),
  );
}
