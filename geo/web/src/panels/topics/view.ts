// What has no point on the map: indicators with their charts, agreements, the rest. Choosing one hatches its regions.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { unpackLine } from "../../atlas/decode";
import { date } from "../../atlas/format";
import { statusWord } from "../../atlas/i18n";
import type { Atlas, Feature } from "../../atlas/types";
import { figures } from "../../card/figures";
import { fitBeside } from "../../map/fit";
import { areasOf } from "../../map/hatch";
import { latLng } from "../../map/marks/marks";
import { h } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { placeName, sectorName } from "../../parts/text";
import { featureRow } from "../list/view";
import { topics } from "./data";

/** The part of the map that holds regions and countries; null where none of them is drawn. */
function boundsOf({ basemap }: Atlas, codes: readonly string[]): L.LatLngBounds | null {
  const bounds = L.latLngBounds([]);
  for (const code of codes) {
    const area = [...(basemap.admin1 ?? []), ...(basemap.countries ?? [])].find(({ iso }) => iso === code);
    for (const ring of area?.part ?? []) {
      for (const position of unpackLine(ring, basemap.scale ?? 1e4)) bounds.extend(latLng(position));
    }
  }
  return bounds.isValid() ? bounds : null;
}

export function buildTopics(context: Context, panel: HTMLElement): void {
  const { atlas, store, map, t } = context;

  /** State, since when, and the regions concerned, under the name. */
  function described(feature: Feature): HTMLElement {
    const words = t();
    const item = featureRow(context, feature);
    const since = feature.get("status_date");
    const where = areasOf(feature).map((code) => placeName(context, code));
    item
      .querySelector(".item-facts")
      ?.replaceChildren(
        h(
          "span",
          { class: "block" },
          [statusWord(words, feature), since ? words("date.as_of", { date: date(words, since) }) : ""]
            .filter(Boolean)
            .join(", "),
        ),
        h("span", { class: "block" }, where.join(" · ")),
      );
    return item;
  }
  function bySector(features: readonly Feature[], row: (feature: Feature) => HTMLElement): HTMLElement[] {
    return atlas.sectors.flatMap(({ id }) => {
      const own = features.filter(({ sector }) => sector === id);
      if (!own.length) return [];
      return [h("h3", {}, sectorName(context, id, store.get().lang)), h("ul", { class: "items" }, ...own.map(row))];
    });
  }
  const charts = (features: readonly Feature[]) =>
    features.map((feature) =>
      h(
        "section",
        { class: "indicator", "aria-label": feature.name(store.get().lang).text },
        h("ul", { class: "items" }, described(feature)),
        ...figures(context, feature),
      ),
    );

  function draw(): void {
    const words = t();
    const mask = store.mask();
    const { indicators, agreements, others } = topics(atlas.features.filter(({ index }) => mask[index]));
    const sections = [
      {
        key: "topics.figures",
        features: indicators,
        contents: [h("p", { class: "note" }, words("topics.compare")), ...charts(indicators)],
      },
      { key: "topics.agreements", features: agreements, contents: bySector(agreements, described) },
      {
        key: "topics.others",
        features: others,
        contents: bySector(others, (feature) => featureRow(context, feature)),
      },
    ].filter(({ features }) => features.length);
    const made = sections.map(({ key, features, contents }) => {
      const heading = h(
        "h2",
        { tabindex: -1 },
        words(key),
        h("span", { class: "row-count" }, words.number(features.length)),
      );
      const go = () => {
        heading.scrollIntoView({ block: "start" });
        heading.focus({ preventScroll: true });
      };
      return {
        jump: h("button", { type: "button", class: "small-button", on: { click: go } }, words(key)),
        section: h("section", {}, heading, ...contents),
      };
    });
    panel.replaceChildren(
      h("p", { class: "note" }, words(made.length ? "topics.note" : "ui.nothing")),
      h("div", { class: "buttons" }, ...made.map(({ jump }) => jump)),
      ...made.map(({ section }) => section),
    );
  }
  keepCurrent(context, "topics", ["lang", "time"], draw);
  store.on(["selected"], ({ selected, view }, before) => {
    for (const item of panel.querySelectorAll("[data-open]")) {
      if (item.getAttribute("data-open") === selected) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    }
    const feature = selected ? atlas.byId(selected) : undefined;
    // A link that names a thing and a view means that view.
    if (!feature || feature.located || view !== before.view) return;
    const bounds = boundsOf(atlas, areasOf(feature));
    if (!bounds) return;
    requestAnimationFrame(() => {
      if (!map.getBounds().contains(bounds)) {
        fitBeside(map, bounds);
      }
    });
  });
}
