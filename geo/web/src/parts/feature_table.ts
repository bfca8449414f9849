// Everything shown, as a table: for whoever compares, for a screen reader, and for a printer.
import type { Context } from "../ask/context";
import { type Grouping, grouped, type Order, placeCodes, type Sort, since } from "../ask/rows";
import { date, usd } from "../atlas/format";
import type { Feature, SectorId, Source } from "../atlas/types";
import { h } from "./dom";
import { pointing } from "./row";
import { overdue, stateText } from "./state";
import { placeName, sectorName, textElement } from "./text";

type Column = Exclude<Sort, "given">;
export const COLUMNS: readonly Column[] = ["name", "kind", "sector", "status", "since", "place", "precision", "cost"];
const MOST_PLACES = 3;

export const columnLabel = (context: Context, column: Sort): string => context.t()(`column.${column}`);

export function placeText(context: Context, feature: Feature): string {
  const codes = placeCodes(feature);
  const names = codes.slice(0, MOST_PLACES).map((code) => placeName(context, code));
  if (codes.length > MOST_PLACES) names.push(`+${context.t().number(codes.length - MOST_PLACES)}`);
  return names.join(", ");
}

export function groupLabel(context: Context, by: Grouping, key: string): string {
  if (!key) return context.t()("list.no_region");
  return by === "sector" ? sectorName(context, key as SectorId, context.store.get().lang) : placeName(context, key);
}

function cell(context: Context, feature: Feature, column: Column): Node | string | null {
  const words = context.t();
  switch (column) {
    case "name":
      return textElement(context, feature.name(context.store.get().lang));
    case "kind":
      return words(`kind.${feature.kind}`);
    case "sector":
      return sectorName(context, feature.sector, context.store.get().lang);
    case "status":
      return h("span", {}, stateText(context, feature), overdue(context, feature));
    case "since": {
      const day = since(feature, context.store.get().time);
      return day ? date(words, day) : null;
    }
    case "place":
      return placeText(context, feature);
    case "precision":
      return words(`precision.${feature.precision}`);
    case "cost": {
      const cost = feature.get("cost_usd");
      return cost != null ? usd(words, cost) : null;
    }
  }
}

export interface TableOptions {
  readonly order: Order;
  readonly grouping: Grouping;
  readonly caption: string;
  /** Numbers of sources, for a last column that cites them. */
  readonly numbers?: ReadonlyMap<Source, number>;
  /** Makes the headings buttons that sort; without it the table is one to be read only. */
  sort?(by: Column): void;
  /** Makes the names buttons that open the card. */
  open?(feature: Feature): void;
}

/** `features` in the order they are to stand. */
export function featureTable(context: Context, features: readonly Feature[], options: TableOptions): HTMLTableElement {
  const { atlas, store } = context;
  const { order, grouping, sort, open, numbers } = options;
  const { lang, selected } = store.get();
  const head = COLUMNS.map((column) => {
    const label = columnLabel(context, column);
    const isOn = order.by === column;
    return h(
      "th",
      { scope: "col", "aria-sort": isOn ? (order.descending ? "descending" : "ascending") : null },
      sort
        ? h(
            "button",
            { type: "button", class: "sort", "data-sort": column, on: { click: () => sort(column) } },
            label,
            h("span", { class: "sort-mark", "aria-hidden": "true" }, isOn ? (order.descending ? "▾" : "▴") : ""),
          )
        : label,
    );
  });
  if (numbers) head.push(h("th", { scope: "col" }, context.t()("card.sources")));
  const cited = ({ citations }: Feature) =>
    [...new Set(citations.flatMap(({ source }) => numbers?.get(source) ?? []))].join(", ");
  const row = (feature: Feature): HTMLTableRowElement => {
    const [name, ...rest] = COLUMNS.map((column) => cell(context, feature, column));
    const opener = open
      ? h("button", { type: "button", class: "plain", on: { click: () => open(feature) } }, name)
      : name;
    return h(
      "tr",
      {
        "data-open": feature.id,
        "aria-current": open && feature.id === selected ? "true" : null,
        on: open && pointing(store, feature.id),
      },
      h("th", { scope: "row" }, opener),
      ...rest.map((content, i) => h("td", { class: COLUMNS[i + 1] === "cost" ? "number" : null }, content)),
      numbers ? h("td", {}, cited(feature)) : null,
    );
  };
  const bodies = grouped(atlas, features, grouping, lang).map(({ key, features: own }) =>
    h(
      "tbody",
      {},
      grouping === "none"
        ? null
        : h(
            "tr",
            { class: "group-row" },
            h(
              "th",
              { scope: "rowgroup", colspan: head.length },
              groupLabel(context, grouping, key),
              h("span", { class: "row-count" }, context.t().number(own.length)),
            ),
          ),
      ...own.map(row),
    ),
  );
  return h(
    "table",
    { class: "feature-table" },
    h("caption", {}, options.caption),
    h("thead", {}, h("tr", {}, ...head)),
    ...bodies,
  );
}
