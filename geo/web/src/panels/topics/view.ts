// What has no point on the map: indicators with their charts, agreements, the rest. Choosing one hatches its regions.
import type { Context } from "../../ask/context";
import { date } from "../../atlas/format";
import { statusWord, type TextKey } from "../../atlas/i18n";
import type { Feature } from "../../atlas/types";
import { figures } from "../../card/figures";
import { areaBounds } from "../../map/areas";
import { fitBeside } from "../../map/fit";
import { areasOf } from "../../map/hatch";
import { h } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { featureRow } from "../../parts/row";
import { placeName, sectorName } from "../../parts/text";
import { topics } from "./data";

export function buildTopics(context: Context, panel: HTMLElement): void {
  const { atlas, store, map, t } = context;

  /** State, since when, and the regions concerned, under the name. */
  function described(feature: Feature): HTMLElement {
    const words = t();
    const since = feature.get("status_date");
    const where = areasOf(feature).map((code) => placeName(context, code));
    const state = [statusWord(words, feature), since ? words("date.as_of", { date: date(words, since) }) : ""];
    const lines = [state.filter(Boolean).join(", "), where.join(" · ")];
    return featureRow(
      context,
      feature,
      lines.map((line) => h("span", { class: "block" }, line)),
    );
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
    const { indicators, agreements, others } = topics(store.shown());
    const all: { key: TextKey; features: readonly Feature[]; contents: HTMLElement[] }[] = [
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
    ];
    const sections = all.filter(({ features }) => features.length);
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
  keepMarked(store, panel);
  store.on(["selected"], ({ selected, view }, before) => {
    const feature = selected ? atlas.byId(selected) : undefined;
    // A link that names a thing and a view means that view.
    if (!feature || feature.located || view !== before.view) return;
    const bounds = areaBounds(atlas, ...areasOf(feature));
    if (!bounds) return;
    requestAnimationFrame(() => {
      if (!map.getBounds().contains(bounds)) {
        fitBeside(map, bounds);
      }
    });
  });
}
