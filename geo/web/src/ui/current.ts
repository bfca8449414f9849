// A panel is drawn while somebody looks at it, once after whatever changed; a hidden one catches up when it is shown.
import type { Context } from "../context";
import { inNextFrame } from "../idle";
import type { Key, TabId } from "../state";

const SETTLE_MS = 140;

/**
 * Calls `draw` after changes of `keys` and of what is visible.
 * @param settle how long the time slider must rest first, so that the map goes before the panel; 0 for what is quick and
 * only waits for the map's frame
 * @returns says that something else has changed
 */
export function keepCurrent(
  { store }: Context,
  tab: TabId,
  keys: readonly Exclude<Key, "tab" | "panelOpen">[],
  draw: () => void,
  settle = SETTLE_MS,
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
  const afterMap = inNextFrame(catchUp);
  function refresh(): void {
    isStale = true;
    clearTimeout(timer);
    if (!isShown()) return;
    if (store.get().time === timeDrawn) queueMicrotask(catchUp);
    else if (settle) timer = window.setTimeout(catchUp, settle);
    else afterMap();
  }
  store.on(["tab", "panelOpen"], catchUp);
  store.on(keys, refresh);
  store.onVisible(refresh);
  catchUp();
  return refresh;
}
