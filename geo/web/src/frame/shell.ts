// The frame of the page: header, side panel with tabs, map, card. On a phone the panel is a sheet below the map.
import type { Context } from "../ask/context";
import type { TabId } from "../ask/state";
import type { TextKey } from "../atlas/i18n";
import { isLang } from "../atlas/languages";
import { readText } from "../atlas/read_up_to";
import type { Lang } from "../atlas/types";
import { LANGUAGE_NAMES, LANGUAGES } from "../atlas/vocabulary";
import { h } from "../parts/dom";
import { SYMBOLS, symbol } from "../parts/symbol";
import { pageTitle } from "../parts/text";
import { makeCredit } from "./credit";

/** The tabs in their order, with the key of each one's label. */
export type Tab = readonly [id: TabId, label: TextKey];
export const TABS: readonly Tab[] = [
  ["legend", "ui.layers"],
  ["list", "ui.list"],
  ["filters", "filter.heading"],
  ["changes", "changes.tab"],
  ["topics", "tab.topics"],
  ["rail", "tab.rail"],
  ["crossings", "tab.crossings"],
];

/** Fills a panel; keeps it current by subscribing to the store. */
export type Build = (panel: HTMLElement) => void;

export interface Shell {
  /** Empty places that parts of the page put themselves into. */
  readonly slots: Readonly<Record<"search" | "lead" | "strip" | "notices" | "tools" | "bottom", HTMLElement>>;
  readonly card: HTMLElement;
  readonly tabs: readonly TabId[];
  /** Says how a tab's panel is filled, which is done when it is first shown. */
  fillTab(id: TabId, build: Build): void;
  /** The panel of a tab, filled; null if there is no such tab. */
  panel(id: TabId): HTMLElement | null;
  /** Gives the side panel more room, or takes it back. */
  widen(isWide: boolean): void;
  /** Says something to screen readers. */
  announce(text: string): void;
}

/** @param listed the tabs of the panel at the side; a page without any has no panel */
export function buildShell(context: Context, app: HTMLElement, listed: readonly Tab[]): Shell {
  const { atlas, store, map, t } = context;
  const title = h("h1", { class: "title", dir: "auto" });
  const edition = h("p", { class: "edition" });
  const select = h("select", {
    class: "language",
    on: { change: () => isLang(select.value) && store.set({ lang: select.value }) },
  });
  const options = LANGUAGES.map((lang) => h("option", { value: lang }));
  select.append(...options);
  const search = h("div", { class: "slot-search" });
  const lead = h("div", { class: "lead" });
  const header = h("header", { class: "head" }, title, select, search, lead, edition);
  const tablist = h("div", { class: "tabs", role: "tablist" });
  const panels = h("div", { class: "tab-panels", id: "kzuz-panel" });
  const fold = h("button", { type: "button", class: "fold", "aria-controls": "kzuz-panel" }, symbol(SYMBOLS.panel));
  const strip = h("div", { class: "slot-strip", role: "group" });
  const side = h("section", { class: "side" }, h("div", { class: "tab-row" }, tablist, fold), strip, panels);
  const notices = h("div", { class: "notices" });
  const tools = h("div", { class: "tools" });
  const bottom = h("div", { class: "slot-bottom" });
  const mapDiv = map.getContainer();
  const card = h("section", { class: "card", hidden: true, tabindex: -1 });
  const main = h("main", { class: "map-area" }, mapDiv, notices, tools, bottom);
  const live = h("div", { class: "visually-hidden", "aria-live": "polite" });
  const skip = h("a", {
    class: "skip",
    href: "#kzuz-panel",
    on: {
      click: (event) => {
        event.preventDefault();
        store.set({ tab: "list", panelOpen: true });
        tablist.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
      },
    },
  });
  app.append(...(listed.length ? [skip, header, side] : [header]), main, card, makeCredit(context), live);
  app.classList.add("app");
  fold.addEventListener("click", () => store.set({ panelOpen: !store.get().panelOpen }));

  const tabs = listed.map(([id, label]) => {
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
  });
  tablist.append(...tabs.map(({ button }) => button));
  panels.append(...tabs.map(({ panel }) => panel));
  type Made = (typeof tabs)[number];
  const fill = (tab: Made) => {
    tab.build?.(tab.panel);
    tab.build = null;
  };
  const face = (tab: Made) => {
    const { tab: current, panelOpen } = store.get();
    const isOn = tab.id === current;
    tab.button.setAttribute("aria-selected", String(isOn));
    tab.button.tabIndex = isOn ? 0 : -1;
    tab.panel.hidden = !isOn;
    if (isOn && panelOpen) fill(tab);
  };
  const showTab = () => {
    const { tab: current, panelOpen } = store.get();
    for (const tab of tabs) face(tab);
    // For the style sheet: one that looked for the panel itself would look again after every change in the page.
    app.dataset.tab = current;
    app.classList.toggle("panel-folded", !panelOpen);
    panels.hidden = !panelOpen;
    fold.setAttribute("aria-expanded", String(panelOpen));
    fold.setAttribute("aria-label", t()(panelOpen ? "ui.panel_close" : "ui.panel_open"));
  };
  tablist.addEventListener("keydown", (event) => {
    const at = tabs.findIndex(({ id }) => id === store.get().tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs.at(to % tabs.length)!;
    store.set({ tab: next.id, panelOpen: true });
    next.button.focus();
  });

  const translate = () => {
    const words = t();
    const { lang } = store.get();
    document.documentElement.lang = lang;
    title.textContent = pageTitle(context);
    document.title = pageTitle(context);
    edition.textContent = readText(words, atlas, "short");
    edition.title = readText(words, atlas, "long");
    for (const option of options) {
      const own = option.value as Lang;
      const share = atlas.shares[own] ?? 100;
      const name = LANGUAGE_NAMES[own];
      option.textContent = share < 100 ? words("ui.language_share", { name, share: words.number(share) }) : name;
    }
    select.value = lang;
    select.setAttribute("aria-label", words("ui.language"));
    side.setAttribute("aria-label", words("ui.panel"));
    tablist.setAttribute("aria-label", words("ui.panel"));
    mapDiv.setAttribute("aria-label", words("ui.map"));
    mapDiv.setAttribute("role", "region");
    skip.textContent = words("ui.skip");
    for (const { label, button } of tabs) button.textContent = words(label);
    showTab();
  };
  store.on(["lang"], translate);
  store.on(["tab", "panelOpen"], showTab);
  // A table may have more room than other panels, and a phone's card than its sheet: the map keeps its middle.
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(mapDiv);
  translate();

  return {
    slots: { search, lead, strip, notices, tools, bottom },
    card,
    widen(isWide) {
      app.classList.toggle("panel-wide", isWide);
    },
    announce(text) {
      live.textContent = text;
    },
    tabs: tabs.map(({ id }) => id),
    fillTab(id, build) {
      const tab = tabs.find((one) => one.id === id);
      if (!tab) throw new Error(`no tab ${id}`);
      tab.build = build;
      face(tab);
    },
    panel(id) {
      const tab = tabs.find((one) => one.id === id);
      if (tab) fill(tab);
      return tab?.panel ?? null;
    },
  };
}
