// A panel is drawn while somebody looks at it, once after whatever changed; a hidden one catches up when it is shown.
import type { Context } from "../ask/context";
import type { Key, TabId } from "../ask/state";

/** How long the time slider must rest before what is beside it follows: while it moves, the map and its bar go first. */
export const SETTLE_MS = 140;

/**
 * Calls `draw` after changes of `keys` and of what is visible.
 * @returns says that something else has changed
 */
export function keepCurrent(
  { store }: Context,
  tab: TabId,
  keys: readonly Exclude<Key, "tab" | "panelOpen">[],
  draw: () => void,
): () => void {
  let isStale = true;
  let timer = 0;
  let timeDrawn = store.get().time;
  const isShown = () => store.get().tab === tab && store.get().panelOpen;

  function catchUp(): void {
    clearTimeout(timer);
    if (!isStale || !isShown()) return;
    isStale = false;
    timeDrawn = store.get().time;
    draw();
  }
  function refresh(): void {
    isStale = true;
    clearTimeout(timer);
    if (!isShown()) return;
    if (store.get().time === timeDrawn) queueMicrotask(catchUp);
    else timer = window.setTimeout(catchUp, SETTLE_MS);
  }
  store.on(["tab", "panelOpen"], catchUp);
  store.on(keys, refresh);
  store.onVisible(refresh);
  catchUp();
  return refresh;
}
