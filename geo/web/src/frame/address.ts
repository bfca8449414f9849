// The address follows the page and the page follows the address. Opening a thing is a step that Back undoes; moving the
// map, typing, sliding and turning to another tab only change the step the reader is on.
import type L from "leaflet";
import type { Context } from "../ask/context";
import type { Ignored, Known, LinkState } from "../ask/link";
import { firstLink, ignoredText, pageAddress, readLink, writeLink } from "../ask/link";
import { initialState, type Key, type State } from "../ask/state";
import { showWhenSized } from "../map/fit";
import { notice } from "../parts/notice";
import type { Shell } from "./shell";

const KEPT: readonly Key[] = [
  "lang",
  "off",
  "filters",
  "selected",
  "time",
  "tab",
  "topic",
  "panelOpen",
  "tiles",
  "regions",
  "view",
];
const STEPS: readonly Key[] = ["selected"];
/** Browsers refuse addresses that change more often than about three times a second. */
const PAUSE_MS = 350;

function goTo(map: L.Map, view: State["view"]): void {
  if (view) showWhenSized(map, () => map.setView([view.lat, view.lon], view.zoom, { animate: false }));
}

/**
 * @param limits names a link may use and what it may ask for, where the page knows
 * @param embed in a frame the reader's history is that of the page around it, so no steps are added
 */
export function followAddress(
  { atlas, store, map, tiles, t }: Context,
  shell: Shell,
  limits: Known,
  embed: boolean,
): void {
  const known = { ...limits, tiles: Object.keys(tiles) };
  /** Says what a link asked for in vain. */
  const tell = (ignored: readonly Ignored[]) =>
    notice(shell.slots.notices, "link", ignoredText(t(), ignored), t()("ui.close"));
  let written = location.hash;
  let applying = false;
  let timer = 0;

  function write(step: boolean, state = store.get()): void {
    clearTimeout(timer);
    timer = 0;
    const hash = writeLink({ ...state, embed });
    if (hash === written) return;
    written = hash;
    try {
      // A page shown inside another one's text may have no history.
      if (step && !embed) history.pushState(null, "", pageAddress() + hash);
      else history.replaceState(null, "", pageAddress() + hash);
    } catch {}
  }
  const later = () => {
    if (!timer) timer = window.setTimeout(() => write(false), PAUSE_MS);
  };

  function apply(state: Partial<LinkState>): void {
    applying = true;
    const { embed: _, ...rest } = state;
    const { lang, view } = store.get();
    const panelOpen = embed ? false : store.get().panelOpen;
    store.set({ ...initialState(lang), view, panelOpen, choices: [], ...rest });
    goTo(map, state.view ?? null);
    applying = false;
  }

  function read(): void {
    const { state, ignored } = readLink(location.hash, atlas, known);
    clearTimeout(timer);
    timer = 0;
    apply(state);
    written = location.hash;
    tell(ignored);
  }

  const first = firstLink(atlas);
  const asked = readLink(first, atlas, known);
  if (first) {
    apply(asked.state);
    tell(asked.ignored);
  }
  map.on("moveend", () => {
    if (applying) return;
    const { lng, lat } = map.getCenter();
    store.set({ view: { lon: lng, lat, zoom: map.getZoom() } });
  });
  store.on(KEPT, (state, before) => {
    if (applying) return;
    if (!STEPS.some((key) => state[key] !== before[key])) return later();
    // What the reader leaves is kept as it was left.
    if (timer) write(false, before);
    write(true);
  });
  window.addEventListener("popstate", () => location.hash !== written && read());
  window.addEventListener("hashchange", () => location.hash !== written && read());
}
