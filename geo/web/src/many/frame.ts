// What stands round the map.
import L from "leaflet";
import { isLang } from "../atlas/languages";
import { LANGUAGE_NAMES, LANGUAGES } from "../atlas/vocabulary";
import { bothCountries } from "../map/ground/background";
import { h } from "../parts/dom";
import { SYMBOLS, symbol } from "../parts/symbol";
import type { Context } from "./context";
import { say } from "./words";

export interface Frame {
  readonly map: HTMLElement;
  readonly search: HTMLElement;
  readonly panel: HTMLElement;
  readonly notices: HTMLElement;
  readonly tools: HTMLElement;
  readonly card: HTMLElement;
  /** Gives everything its words, now and in each language chosen; gives how to do it again when more is known. */
  name(context: Context): () => void;
}

export function makeFrame(app: HTMLElement): Frame {
  const title = h("h1", { class: "title" });
  const select = h("select", { class: "language" });
  for (const lang of LANGUAGES) select.append(h("option", { value: lang }, LANGUAGE_NAMES[lang]));
  const search = h("div", { class: "slot-search" });
  const panel = h("div", { class: "tab-panel", id: "kzuz-panel" });
  const side = h("section", { class: "side" }, h("div", { class: "tab-panels" }, panel));
  const map = h("div", { class: "folium-map" });
  const notices = h("div", { class: "notices" });
  const tools = h("div", { class: "tools" });
  const main = h("main", { class: "map-area" }, map, notices, tools);
  const card = h("section", { class: "card", hidden: true, tabindex: -1 });
  const credit = h("footer", { class: "credit" });
  app.classList.add("app");
  app.append(h("header", { class: "head" }, title, select, search), side, main, card, credit);

  function name(context: Context): () => void {
    const { store, many, atlas, t } = context;
    const tell = () => {
      const words = t();
      const { lang } = store.get();
      document.documentElement.lang = lang;
      select.value = lang;
      select.setAttribute("aria-label", words("ui.language"));
      document.title = title.textContent = say(words, "many.title", { n: words.number(many.n) });
      side.setAttribute("aria-label", words("ui.panel"));
      map.setAttribute("aria-label", words("ui.map"));
      map.setAttribute("role", "region");
      credit.replaceChildren(
        h(
          "div",
          { class: "credit-text" },
          ...[atlas.credit, words("about.borders_short")].map((text) => h("span", {}, text)),
        ),
      );
    };
    select.addEventListener("change", () => isLang(select.value) && store.set({ lang: select.value }));
    store.on(["lang"], tell);
    tell();
    return tell;
  }
  return { map, search, panel, notices, tools, card, name };
}

const OPTIONS: L.MapOptions = {
  center: [43.5, 66.5],
  zoom: 5,
  zoomControl: false,
  attributionControl: false,
  minZoom: 3,
  maxZoom: 16,
};
export const makeMap = (place: HTMLElement): L.Map => L.map(place, OPTIONS);

export function addTools({ map, store, t }: Context, tools: HTMLElement): void {
  const button = (key: "ui.zoom_in" | "ui.zoom_out" | "ui.zoom_all", d: string, act: () => void) => {
    const element = h("button", { type: "button", class: "tool", on: { click: act } }, symbol(d));
    const name = () => {
      element.setAttribute("aria-label", t()(key));
      element.title = t()(key);
    };
    store.on(["lang"], name);
    name();
    return element;
  };
  tools.append(
    h(
      "div",
      { class: "tool-group" },
      button("ui.zoom_in", SYMBOLS.plus, () => map.zoomIn(1)),
      button("ui.zoom_out", SYMBOLS.minus, () => map.zoomOut(1)),
      button("ui.zoom_all", SYMBOLS.both, () => map.fitBounds(bothCountries())),
    ),
  );
}
