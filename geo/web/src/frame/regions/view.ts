// Regions coloured by what the filters leave in them: the classes in a legend, the numbers behind as a table whose rows,
// like a press on the map, open what is in a region.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { filterSource, type Matching, without } from "../../ask/filters";
import { type Class, classAt, classesOf, regionTotals, type Total } from "../../ask/regions";
import type { Measure } from "../../ask/state";
import { usd } from "../../atlas/format";
import { drawnRegions, regionAt, ringsOf } from "../../atlas/outlines";
import { TRAITS } from "../../atlas/vocabulary";
import { inNextFrame } from "../../boot/idle";
import { latLng } from "../../map/latlng";
import { h, s } from "../../parts/dom";
import { placeName } from "../../parts/text";

const PANE = "kzuz-regions";

/** What is in each region, whichever of them is asked for: the others stay to be compared with. */
function totalsNow({ atlas, store }: Context, matching: Matching): Total[] {
  const state = store.get();
  const test = filterSource(matching).make({ ...state, filters: without(state.filters, "admin1") }, atlas);
  const base = store.mask("filters");
  return regionTotals(atlas.features.filter((feature) => base[feature.index] && (test?.(feature) ?? true)));
}

function valueText({ t }: Context, measure: Measure, value: number): string {
  const words = t();
  return measure === "cost" ? usd(words, value) : words.number(value);
}

/** Shows what is in a region: in the list, or where there is no panel, to choose from. */
function openRegion({ store, map }: Context, code: string): void {
  if (map.getContainer().closest(".is-embed")) {
    const own = store.shown().filter(({ regions, kind }) => regions.includes(code) && TRAITS[kind].counted);
    store.set({ selected: null, choices: own.map(({ id }) => id) });
    return;
  }
  const filters = { ...store.get().filters, admin1: new Set([code]) };
  store.set({ filters, tab: "list", panelOpen: true, selected: null, choices: [] });
}

function legend(context: Context, measure: Measure, classes: readonly Class[]): HTMLElement {
  const range = ({ from, to }: Class) =>
    [...new Set([from, to].map((value) => valueText(context, measure, value)))].join(" – ");
  const sample = (i: number) =>
    s(
      "svg",
      { viewBox: "0 0 28 16", width: 28, height: 16, "aria-hidden": "true" },
      s("rect", { class: `region-${i}`, width: 28, height: 16 }),
    );
  const row = (one: Class, i: number) =>
    h("li", {}, h("span", { class: "swatch" }, sample(i)), h("span", {}, range(one)));
  return h("ul", { class: "key-list" }, ...classes.map(row));
}

function table(context: Context, totals: readonly Total[], measure: Measure): HTMLElement {
  const words = context.t();
  const sorted = [...totals].sort((a, b) => b[measure] - a[measure]);
  const row = ({ code, number, cost }: Total) => {
    const open = h("button", { type: "button", class: "plain", "data-region": code }, placeName(context, code));
    open.addEventListener("click", () => openRegion(context, code));
    const price = cost ? usd(words, cost) : "";
    return h("tr", {}, h("th", { scope: "row" }, open), h("td", {}, words.number(number)), h("td", {}, price));
  };
  const heads = [words("column.place"), words("regions.things"), words("column.cost")];
  return h(
    "table",
    { class: "rail-table" },
    h("caption", { class: "visually-hidden" }, words("regions.heading")),
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, ...sorted.map(row)),
  );
}

/** The regions that are drawn, in the colours of their classes. */
function shapes({ atlas, store }: Context, totals: readonly Total[], measure: Measure, classes: readonly Class[]) {
  const chosen = store.get().filters.admin1;
  const drawn = new Set(drawnRegions(atlas.basemap));
  const renderer = L.svg({ pane: PANE, padding: 0.4 });
  return totals.flatMap((total) => {
    const { code } = total;
    const at = classAt(classes, total[measure]);
    if (at < 0 || !drawn.has(code)) return [];
    const className = `region region-${at}${chosen.has(code) ? " is-chosen" : ""}`;
    const rings = ringsOf(atlas.basemap, code).map((ring) => ring.map(latLng));
    return L.polygon(rings, { renderer, pane: PANE, interactive: false, className });
  });
}

/** The classes the regions are coloured by at the moment, for a picture or a sheet of paper. */
export function regionLegend(): Node[] {
  const key = document.querySelector(".region-key:not([hidden])");
  const heading = key?.querySelector("summary")?.textContent;
  const rows = key?.querySelector("ul")?.cloneNode(true);
  return heading && rows ? [h("h2", {}, heading), rows] : [];
}

export function addRegions(context: Context, matching: Matching): void {
  const { atlas, store, map, t } = context;
  const layer = L.layerGroup().addTo(map);
  const box = h("details", { class: "region-key", open: map.getSize().x > 600, hidden: true });
  const behind = h("details", {});
  map.getContainer().after(box);

  function draw(): void {
    const { regions: measure } = store.get();
    box.hidden = !measure;
    layer.clearLayers();
    if (!measure) return;
    const words = t();
    const totals = totalsNow(context, matching);
    const classes = classesOf(totals, measure);
    for (const shape of shapes(context, totals, measure, classes)) layer.addLayer(shape);
    const held = (document.activeElement as HTMLElement | null)?.dataset?.region;
    behind.replaceChildren(h("summary", {}, words("chart.table")), table(context, totals, measure));
    box.replaceChildren(
      h("summary", {}, `${words("column.place")}: ${words(`regions.${measure}`)}`),
      classes.length ? legend(context, measure, classes) : h("p", {}, words("ui.nothing")),
      h("p", { class: "note" }, words("regions.note")),
      behind,
    );
    if (held) box.querySelector<HTMLElement>(`[data-region="${CSS.escape(held)}"]`)?.focus();
  }
  const again = inNextFrame(draw);
  store.on(["regions", "lang", "filters", "time"], again);
  store.onVisible(() => store.get().regions && again());
  map.on("click", ({ latlng, originalEvent }) => {
    const { regions, choices, selected } = store.get();
    if (!regions || selected || choices.length || (originalEvent.target as Element).closest(".mark, .line-hit")) return;
    const code = regionAt(atlas.basemap, [latlng.lng, latlng.lat]);
    if (code) openRegion(context, code);
  });
  draw();
}
