// The tabs of the side panel: a row of buttons, and a panel each, filled when it is first shown.
import type { Context } from "../ask/context";
import type { Store, TabId } from "../ask/state";
import type { TextKey } from "../atlas/i18n";
import { h, setText } from "../parts/dom";

/** A tab, with the key of its label. */
export type Tab = readonly [id: TabId, label: TextKey];
/** Fills a panel; keeps it current by subscribing to the store. */
export type Build = (panel: HTMLElement) => void;

/** The place of the tab a key leads to from the one at `at` of `n`; undefined for other keys. */
export function tabAfter(key: string, at: number, n: number): number | undefined {
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: n - 1 }[key];
  return to === undefined ? to : (to + n) % n;
}

function makeTab(store: Store, [id, label]: Tab) {
  const panel = h("div", {
    role: "tabpanel",
    class: `tab-panel tab-${id}`,
    id: `kzuz-tab-${id}`,
    "aria-labelledby": `kzuz-tab-button-${id}`,
  });
  const button = h("button", {
    type: "button",
    role: "tab",
    id: `kzuz-tab-button-${id}`,
    "aria-controls": panel.id,
    on: { click: () => store.set({ tab: id, panelOpen: true }) },
  });
  return { id, label, panel, button, build: null as Build | null };
}
type Made = ReturnType<typeof makeTab>;

function fill(tab: Made): void {
  tab.build?.(tab.panel);
  tab.build = null;
}

/** Names a tab, and shows whether it is the one that is open. */
function face(tab: Made, { store, t }: Context): void {
  const { tab: current, panelOpen } = store.get();
  const isOn = tab.id === current;
  setText(tab.button, t()(tab.label));
  tab.button.setAttribute("aria-selected", String(isOn));
  tab.button.tabIndex = isOn ? 0 : -1;
  tab.panel.hidden = !isOn;
  if (isOn && panelOpen) fill(tab);
}

/** What others may do with the tabs. */
export interface Tabs {
  readonly tabs: readonly TabId[];
  /** Says how a tab's panel is filled, which is done when it is first shown. */
  fillTab(id: TabId, build: Build): void;
  /** The panel of a tab, filled; null if there is no such tab. */
  panel(id: TabId): HTMLElement | null;
}

/** The row of buttons, the place of the panels, how to show the tab that is open now, and what others may do. */
export function makeTabs(
  context: Context,
  listed: readonly Tab[],
): [row: HTMLElement, panels: HTMLElement, show: () => void, tabs: Tabs] {
  const { store } = context;
  const tabs = listed.map((tab) => makeTab(store, tab));
  const find = (id: TabId) => tabs.find((tab) => tab.id === id);
  const keydown = (event: KeyboardEvent) => {
    const to = tabAfter(event.key, tabs.indexOf(find(store.get().tab)!), tabs.length);
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[to]!;
    store.set({ tab: next.id, panelOpen: true });
    next.button.focus();
  };
  return [
    h("div", { class: "tabs", role: "tablist", on: { keydown } }, ...tabs.map(({ button }) => button)),
    h("div", { class: "tab-panels", id: "kzuz-panel" }, ...tabs.map(({ panel }) => panel)),
    () => {
      for (const tab of tabs) face(tab, context);
    },
    {
      tabs: tabs.map(({ id }) => id),
      fillTab(id, build) {
        const tab = find(id);
        if (!tab) throw new Error(`no tab ${id}`);
        tab.build = build;
        face(tab, context);
      },
      panel(id) {
        const tab = find(id);
        if (tab) fill(tab);
        return tab?.panel ?? null;
      },
    },
  ];
}
