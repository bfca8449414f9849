// The lines of the search box as elements, and what choosing one does.
import type { Context } from "../../ask/context";
import { asking } from "../../ask/packages";
import type { Place } from "../../ask/search/gazetteer";
import { NO_FILTERS } from "../../ask/state";
import { phaseOn } from "../../atlas/age";
import type { Feature } from "../../atlas/types";
import { areaBounds, showArea, showPlace } from "../../map/areas";
import { latLng } from "../../map/latlng";
import { h } from "../../parts/dom";
import { openCard } from "../../parts/row";
import { createGlyphs, tinted } from "../../parts/swatch";
import { symbol } from "../../parts/symbol";
import { marked } from "../../parts/text";
import type { Pins } from "../pin";
import { aboutOf, type Choice, factsOf, titleOf } from "./data";
import type { Line } from "./listbox";

const TOWN_ZOOM = 10;
const SIGNS = {
  package: "M3 6l7-3.5L17 6v8l-7 3.5L3 14zM3 6l7 3.5L17 6M10 9.5v8",
  day: "M3.5 4.5h13v12h-13zM3.5 8.5h13M7 2.5v4M13 2.5v4",
  place: "M10 2.5a5.5 5.5 0 0 1 5.5 5.5c0 4-5.5 9.5-5.5 9.5S4.5 12 4.5 8A5.5 5.5 0 0 1 10 2.5zM10 6.5v3M8.5 8h3",
  position: "M10 3v14M3 10h14M10 6a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
  only: "M3 4h14l-5.5 6.5V16l-3 1.5v-7z",
};

/** What lines act upon beside the page's state. */
export interface Around {
  readonly pins: Pins;
  /** Says something to screen readers. */
  announce(text: string): void;
  /** Empties the field. */
  empty(): void;
}

/** Opens a feature even if filters hide it: then it says so and they make way. */
function openFeature({ store, t }: Context, { announce }: Around, feature: Feature): void {
  const off = new Set(store.get().off);
  if (off.delete(feature.sector)) store.set({ off });
  if (!store.visible(feature)) {
    store.set({ filters: NO_FILTERS, time: null });
    announce(t()("search.filters_cleared"));
  }
  openCard(store, feature.id);
  if (feature.kind === "indicator") store.set({ tab: "topics", topic: feature.id, panelOpen: true });
}

/** Shows a place; of a region also what is there, as far as the other filters let it through. */
function goTo({ atlas, store, map, t }: Context, { announce }: Around, { code, position }: Place, name: string): void {
  if (code) {
    store.set({ filters: { ...store.get().filters, admin1: new Set([code]) }, tab: "list", panelOpen: true });
  }
  const bounds = code ? areaBounds(atlas, code) : null;
  if (bounds) showArea(map, bounds);
  else if (position) showPlace(map, latLng(position), TOWN_ZOOM);
  announce(t()("search.shows", { place: name }));
}

function act(context: Context, around: Around, choice: Choice): void {
  const { store, map, t } = context;
  if (choice.kind === "feature") openFeature(context, around, choice.hit.feature);
  else if (choice.kind === "package" || choice.kind === "day") store.set(asking(choice));
  else if (choice.kind === "place") goTo(context, around, choice.place, titleOf(choice, t(), store.get().lang).text);
  else if (choice.kind === "position") {
    showPlace(map, latLng(choice.at), TOWN_ZOOM);
    around.pins.put(choice.at, choice.how);
    around.announce(choice.text);
  } else {
    store.set({ filters: { ...store.get().filters, text: choice.query } });
    around.empty();
  }
}

/** Makes lines; those of the last answer are kept, for the next letter often leaves most of them. */
export function lineMaker(
  context: Context,
  around: Around,
): { make(choices: readonly Choice[]): Line[]; forget(): void } {
  const { atlas, store, t } = context;
  const glyphOf = createGlyphs(atlas);
  let kept = new Map<string, Line>();

  function picture(choice: Choice): Element {
    if (choice.kind !== "feature") return symbol(SIGNS[choice.kind]);
    const { feature } = choice.hit;
    return tinted(glyphOf(feature, phaseOn(feature, null)), atlas.sector(feature.sector));
  }
  function line(choice: Choice, facts: string): Line {
    const { lang } = store.get();
    const title = titleOf(choice, t(), lang);
    const name = marked(t(), title, "span", { class: "item-name" });
    const under = facts ? h("span", { class: "item-facts" }, facts) : null;
    const text = h("span", { class: "item-text" }, name, under);
    const swatch = h("span", { class: "swatch" }, picture(choice));
    return {
      element: h("li", { role: "option", class: "found-item" }, swatch, text),
      choose: () => act(context, around, choice),
    };
  }
  return {
    make(choices) {
      const now = new Map<string, Line>();
      for (const choice of choices) {
        const facts = factsOf(choice, t());
        const key = `${aboutOf(choice)} ${facts}`;
        now.set(key, kept.get(key) ?? line(choice, facts));
      }
      kept = now;
      return [...now.values()];
    },
    forget: () => kept.clear(),
  };
}
