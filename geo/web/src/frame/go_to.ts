// A choice of where to look: both countries, the planned railway, a region.
import type { Context } from "../ask/context";
import { drawnRegions } from "../atlas/outlines";
import { areaBounds, corridorBounds, showArea } from "../map/areas";
import { bothCountries } from "../map/ground/background";
import { h } from "../parts/dom";
import { placeName } from "../parts/text";

const MOST_ZOOM = 12;

/** The drawn regions that have a name, under their country, in the order of the alphabet. */
function regionGroups(context: Context): HTMLElement[] {
  const { atlas, store } = context;
  const byName = new Intl.Collator(store.get().lang).compare;
  const regions = drawnRegions(atlas.basemap).filter((code) => code in atlas.places);
  const countries = [...new Set(regions.map((code) => code.slice(0, 2)))].sort();
  const options = (country: string) =>
    regions
      .filter((code) => code.startsWith(`${country}-`))
      .map((code) => [code, placeName(context, code)] as const)
      .sort(([, a], [, b]) => byName(a, b))
      .map(([code, name]) => h("option", { value: code }, name));
  return countries.map((country) => h("optgroup", { label: placeName(context, country) }, ...options(country)));
}

/** @param announce says something to screen readers */
export function goToChoice(context: Context, announce: (text: string) => void): HTMLElement {
  const { atlas, map, t } = context;
  const words = t();
  const corridor = corridorBounds(atlas);
  const select = h(
    "select",
    { class: "choice-select" },
    h("option", { value: "" }, words("tools.choose")),
    h("option", { value: "all" }, words("ui.zoom_all")),
    corridor ? h("option", { value: "corridor" }, words("tools.corridor")) : null,
    ...regionGroups(context),
  );
  const boundsOf = (value: string) =>
    value === "all" ? bothCountries() : value === "corridor" ? corridor : areaBounds(atlas, value);
  select.addEventListener("change", () => {
    const bounds = boundsOf(select.value);
    if (!bounds) return;
    showArea(map, bounds, MOST_ZOOM);
    announce(words("search.shows", { place: select.selectedOptions[0]?.textContent ?? "" }));
  });
  return h("label", { class: "text-label" }, h("span", {}, words("tools.go_to")), select);
}
