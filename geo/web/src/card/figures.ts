// The values of an indicator: charts where there is a course to see, else the values themselves, each with its source.

import type { Context } from "../ask/context";
import { period as periodText } from "../atlas/format";
import type { Feature, Observation } from "../atlas/types";
import { figure } from "../charts/chart";
import { type Panel, panels } from "../charts/series";
import { amountText, dataTable } from "../charts/table";
import { h, link } from "../parts/dom";
import { english } from "../parts/text";

const pointsOf = ({ series, targets }: Panel) => [...series.flatMap(({ points }) => points), ...targets];

/** Whether a chart says more than a list: some values, not all of one time. */
export function worthDrawing(panel: Panel): boolean {
  const points = pointsOf(panel);
  return points.length > 2 && new Set(points.map(({ observation }) => observation.period)).size > 1;
}

function valueRow({ t }: Context, { value, unit, reporter, period, basis, source, note }: Observation): HTMLElement {
  const words = t();
  return h(
    "li",
    {},
    h("strong", {}, amountText(words, value, unit)),
    basis === "reported" ? null : h("span", { class: "quiet" }, ` (${words(`basis.${basis}`)})`),
    h("span", { class: "block", dir: "auto" }, `${words.phrase(reporter).text} · ${periodText(words, period)}`),
    english(words, note, { class: "block quiet" }),
    source && link(source.url, { class: "event-source", dir: "auto" }, source.publisher ?? source.title ?? source.id),
  );
}

/** Charts and values of a feature; empty if the atlas has none. */
export function figures(context: Context, feature: Feature): HTMLElement[] {
  const { atlas, store, t } = context;
  const words = t();
  const title = feature.name(store.get().lang).text;
  const all = panels(atlas.observations, feature.id);
  const drawn = all.filter(worthDrawing);
  const rest = all.filter((panel) => !worthDrawing(panel));
  const rows = (list: readonly Panel[]) =>
    h("ul", { class: "values" }, ...list.flatMap(pointsOf).map(({ observation }) => valueRow(context, observation)));
  return [
    ...drawn.flatMap((panel) => {
      const made = figure(panel, words, title);
      // Where no two values follow each other, each is of its own: what it counts must not be a click away.
      return panel.series.some(({ runs }) => runs.length > 0) ? [made] : [made, rows([panel])];
    }),
    ...(rest.length
      ? [
          rows(rest),
          h(
            "details",
            { class: "values-table" },
            h("summary", {}, words("chart.table")),
            dataTable(
              rest.flatMap(pointsOf).map(({ observation }) => observation),
              words,
              title,
            ),
          ),
        ]
      : []),
  ];
}
