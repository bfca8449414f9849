// The numbers behind a chart, as a table: what a screen reader, a printer and a doubter get.

import { period as periodText } from "../atlas/format";
import type { CountKey, TextKey, Translate } from "../atlas/i18n";
import type { Observation } from "../atlas/types";
import { h, link } from "../parts/dom";
import { english } from "../parts/text";

/** Units of the data that the catalogues can write; any other stays as the data have it. */
const unitKey = (unit: string): string =>
  `unit.${unit
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/_$/, "")}`;

export const unitText = (t: Translate, unit: string): string => t.find(unitKey(unit)) ?? unit;

export const valueText = (t: Translate, value: number): string => t.number(value, Math.abs(value) < 100 ? 2 : 0);

/** A value with its unit; what is counted takes the form its number asks for. */
export function amountText(t: Translate, value: number, unit: string): string {
  const key = unitKey(unit);
  return t.find(`${key}.other`) ? t.count(key as CountKey, value) : `${valueText(t, value)} ${unitText(t, unit)}`;
}

/** One row an observation, in the order given; `caption` names the indicator. */
export function dataTable(observations: readonly Observation[], t: Translate, caption: string): HTMLTableElement {
  const heads: readonly TextKey[] = [
    "card.period",
    "card.value",
    "card.unit",
    "card.reporter",
    "card.basis",
    "card.sources",
    "chart.note",
  ];
  const row = ({ period, value, unit, reporter, basis, source, note }: Observation) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, periodText(t, period)),
      h("td", { class: "number" }, valueText(t, value)),
      h("td", {}, unitText(t, unit)),
      h("td", {}, english(t, reporter)),
      h("td", {}, t(`basis.${basis}`)),
      h("td", {}, source && link(source.url, {}, source.publisher ?? source.title ?? source.id)),
      h("td", {}, english(t, note)),
    );
  return h(
    "table",
    { class: "chart-table" },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...heads.map((key) => h("th", { scope: "col" }, t(key))))),
    h("tbody", {}, ...observations.map(row)),
  );
}
