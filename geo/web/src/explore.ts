// What readers ask the page with: search, filters, time, tools, and an address that keeps the answer.
import type { Context } from "./ask/context";
import { filterSource } from "./ask/filters";
import { ignoredText } from "./ask/link";
import { createSearch, type SearchIndex } from "./ask/search/search";
import { inTime } from "./atlas/history";
import { followAddress } from "./frame/address";
import { addEmbed } from "./frame/embed";
import { createPins } from "./frame/pin";
import { addSearch } from "./frame/search_box";
import type { Shell } from "./frame/shell";
import { addTime } from "./frame/time_slider";
import { addTools } from "./frame/tools";
import { buildChanges } from "./panels/changes/view";
import { addChips, buildFilters } from "./panels/filters/view";
import { h } from "./parts/dom";
import { notice } from "./parts/notice";

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
