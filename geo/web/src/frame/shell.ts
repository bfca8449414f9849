// The frame of the page: header, side panel with tabs, map, card. On a phone the panel is a sheet below the map.
import type { Context } from "../ask/context";
import { isLang } from "../atlas/languages";
import { readText } from "../atlas/read_up_to";
import type { Lang } from "../atlas/types";
import { LANGUAGE_NAMES, LANGUAGES } from "../atlas/vocabulary";
import { h } from "../parts/dom";
import { SYMBOLS, symbol } from "../parts/symbol";
import { pageTitle } from "../parts/text";
import { makeCredit } from "./credit";
import { makeTabs, type Tab, type Tabs } from "./tabs";

/** The tabs in their order. */
export const TABS: readonly Tab[] = [
  ["legend", "ui.layers"],
  ["list", "ui.list"],
  ["filters", "filter.heading"],
  ["changes", "changes.tab"],
  ["topics", "tab.topics"],
  ["rail", "tab.rail"],
  ["crossings", "tab.crossings"],
];

export interface Shell extends Tabs {
  /** Empty places that parts of the page put themselves into. */
  readonly slots: Readonly<Record<"search" | "lead" | "strip" | "notices" | "tools" | "bottom", HTMLElement>>;
  readonly card: HTMLElement;
  /** Gives the side panel more room, or takes it back. */
  widen(isWide: boolean): void;
  /** Says something to screen readers. */
  announce(text: string): void;
}

/** The languages, each with how much of the atlas it has if that is not all; and how to name them anew. */
function makeLanguages({ atlas, store, t }: Context): [select: HTMLElement, translate: () => void] {
  const select = h("select", {
    class: "language",
    on: { change: () => isLang(select.value) && store.set({ lang: select.value }) },
  });
  const options = LANGUAGES.map((lang) => h("option", { value: lang }));
  select.append(...options);
  const translate = () => {
    const words = t();
    for (const option of options) {
      const own = option.value as Lang;
      const share = atlas.shares[own] ?? 100;
      const name = LANGUAGE_NAMES[own];
      option.textContent = share < 100 ? words("ui.language_share", { name, share: words.number(share) }) : name;
    }
    select.value = store.get().lang;
    select.setAttribute("aria-label", words("ui.language"));
  };
  return [select, translate];
}

function makeHead(context: Context, { search, lead }: Shell["slots"]): [header: HTMLElement, translate: () => void] {
  const { atlas, store, t } = context;
  const title = h("h1", { class: "title", dir: "auto" });
  const edition = h("p", { class: "edition" });
  const [select, nameLanguages] = makeLanguages(context);
  const translate = () => {
    document.documentElement.lang = store.get().lang;
    document.title = title.textContent = pageTitle(context);
    edition.textContent = readText(t(), atlas, "short");
    edition.title = readText(t(), atlas, "long");
    nameLanguages();
  };
  return [h("header", { class: "head" }, title, select, search, lead, edition), translate];
}

/** The side panel, after the link that leads to its list past all else; and how to name them anew. */
function makeSide(
  { store, t }: Context,
  app: HTMLElement,
  [row, panels, showTab]: ReturnType<typeof makeTabs>,
  strip: HTMLElement,
): [skip: HTMLElement, side: HTMLElement, translate: () => void] {
  const click = () => store.set({ panelOpen: !store.get().panelOpen });
  const marks = { type: "button", class: "fold", "aria-controls": "kzuz-panel", on: { click } };
  const fold = h("button", marks, symbol(SYMBOLS.panel));
  const side = h("section", { class: "side" }, h("div", { class: "tab-row" }, row, fold), strip, panels);
  const jump = (event: MouseEvent) => {
    event.preventDefault();
    store.set({ tab: "list", panelOpen: true });
    row.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  };
  const skip = h("a", { class: "skip", href: "#kzuz-panel", on: { click: jump } });
  const show = () => {
    const { tab, panelOpen } = store.get();
    showTab();
    // For the style sheet: one that looked for the panel itself would look again after every change in the page.
    app.dataset.tab = tab;
    app.classList.toggle("panel-folded", !panelOpen);
    panels.hidden = !panelOpen;
    fold.setAttribute("aria-expanded", String(panelOpen));
    fold.setAttribute("aria-label", t()(panelOpen ? "ui.panel_close" : "ui.panel_open"));
  };
  store.on(["tab", "panelOpen"], show);
  const translate = () => {
    for (const one of [side, row]) one.setAttribute("aria-label", t()("ui.panel"));
    skip.textContent = t()("ui.skip");
    show();
  };
  return [skip, side, translate];
}

/** @param listed the tabs of the panel at the side; a page without any has no panel */
export function buildShell(context: Context, app: HTMLElement, listed: readonly Tab[]): Shell {
  const { store, map, t } = context;
  const [search, bottom] = [h("div", { class: "slot-search" }), h("div", { class: "slot-bottom" })];
  const [lead, notices, tools] = ["lead", "notices", "tools"].map((name) => h("div", { class: name }));
  const strip = h("div", { class: "slot-strip", role: "group" });
  const slots = { search, lead, strip, notices, tools, bottom } as Shell["slots"];
  const tabs = makeTabs(context, listed);
  const [header, translateHead] = makeHead(context, slots);
  const [skip, side, translateSide] = makeSide(context, app, tabs, strip);
  const mapDiv = map.getContainer();
  const card = h("section", { class: "card", hidden: true, tabindex: -1 });
  const main = h("main", { class: "map-area" }, mapDiv, notices, tools, bottom);
  const live = h("div", { class: "visually-hidden", "aria-live": "polite" });
  app.append(...(listed.length ? [skip, header, side] : [header]), main, card, makeCredit(context), live);
  app.classList.add("app");
  const translate = () => {
    translateHead();
    mapDiv.setAttribute("aria-label", t()("ui.map"));
    mapDiv.setAttribute("role", "region");
    translateSide();
  };
  store.on(["lang"], translate);
  // A table may have more room than other panels, and a phone's card than its sheet: the map keeps its middle.
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(mapDiv);
  translate();
  return {
    slots,
    card,
    ...tabs[3],
    widen: (isWide) => void app.classList.toggle("panel-wide", isWide),
    announce(text) {
      live.textContent = text;
    },
  };
}
