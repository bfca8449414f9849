// The list of everything shown: first what has no place on the map, then the rest, by sector.
import type { Context } from "../context";
import { h } from "../dom";
import { statusWord } from "../i18n";
import { glyph, stationGlyph } from "../map/glyph";
import type { Feature } from "../types";
import { sectorName, textElement } from "./text";

const PAGE = 150;

/** A feature as one row that opens its card. */
export function featureRow(context: Context, feature: Feature): HTMLElement {
  const { atlas, store, t } = context;
  const words = t();
  const isStation = feature.kind === "station";
  const swatch = h(
    "span",
    { class: "swatch" },
    isStation ? stationGlyph(feature.get("confirmed") !== false) : glyph(feature, atlas.sector(feature.sector)),
  );
  swatch.style.setProperty("--c", atlas.sector(feature.sector).color);
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "item",
        "data-open": feature.id,
        "aria-current": store.get().selected === feature.id ? "true" : null,
        on: {
          click: () => store.set({ selected: feature.id, choices: [] }),
          mouseenter: () => store.set({ hovered: feature.id }),
          mouseleave: () => store.set({ hovered: null }),
          focus: () => store.set({ hovered: feature.id }),
          blur: () => store.set({ hovered: null }),
        },
      },
      swatch,
      h(
        "span",
        { class: "item-text" },
        textElement(context, feature.name(store.get().lang), "span", { class: "item-name" }),
        h("span", { class: "item-facts" }, `${words(`kind.${feature.kind}`)} · ${statusWord(words, feature)}`),
      ),
    ),
  );
}

export function buildList(context: Context, panel: HTMLElement): void {
  const { atlas, store, t } = context;
  let limit = PAGE;
  let stale = true;

  function group(features: readonly Feature[]): HTMLElement[] {
    const { lang } = store.get();
    return atlas.sectors.flatMap(({ id }) => {
      const own = features.filter(({ sector }) => sector === id);
      if (!own.length) return [];
      return [
        h("h3", {}, sectorName(context, id, lang)),
        h("ul", { class: "items" }, ...own.map((feature) => featureRow(context, feature))),
      ];
    });
  }

  function draw(): void {
    stale = false;
    const words = t();
    const mask = store.mask();
    const all = atlas.features.filter(({ index }) => mask[index]);
    const lost = all.filter(({ located }) => !located);
    const placed = all.filter(({ located }) => located);
    const shownLost = lost.slice(0, limit);
    const shownPlaced = placed.slice(0, Math.max(0, limit - shownLost.length));
    const heading = (key: string, n: number) =>
      h("h2", {}, words(key), h("span", { class: "row-count" }, words.number(n)));
    const rest = all.length - shownLost.length - shownPlaced.length;
    panel.replaceChildren(
      h(
        "section",
        { class: "unlocated" },
        heading("list.unlocated", lost.length),
        h("p", { class: "note" }, words("list.unlocated_note")),
        ...group(shownLost),
      ),
      h("section", { class: "located" }, heading("list.located", placed.length), ...group(shownPlaced)),
    );
    if (!all.length) panel.append(h("p", { class: "note" }, words("ui.nothing")));
    if (rest > 0) {
      const more = () => {
        limit += PAGE * 2;
        draw();
      };
      panel.append(
        h(
          "button",
          { type: "button", class: "more", on: { click: more } },
          `${words("ui.show_more")} (${words.number(rest)})`,
        ),
      );
    }
  }
  const refresh = () => {
    if (store.get().tab === "list") draw();
    else stale = true;
  };
  store.on(["lang"], refresh);
  store.on(["tab"], () => stale && refresh());
  store.on(["selected"], ({ selected }) => {
    for (const item of panel.querySelectorAll("[data-open]")) {
      item.toggleAttribute("aria-current", false);
      if (item.getAttribute("data-open") === selected) item.setAttribute("aria-current", "true");
    }
  });
  store.onVisible(refresh);
  // Also before the tab is opened: everything without a place must be in the page for whoever reads it.
  draw();
}
