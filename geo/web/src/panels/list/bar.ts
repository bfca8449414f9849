// What the list may be asked: groups, order, a table, only what is in view.
import type { Context } from "../../ask/context";
import { GROUPINGS, SORTS } from "../../ask/rows";
import { h } from "../../parts/dom";
import { type Choice, orderBy } from "./data";

/** A choice among words; `act` gets the value chosen. */
function select<T extends string>(
  label: string,
  options: readonly (readonly [T, string])[],
  now: string,
  act: (value: T) => void,
): HTMLElement {
  const element = h(
    "select",
    { on: { change: () => act(element.value as T) } },
    ...options.map(([value, text]) => h("option", { value, selected: value === now }, text)),
  );
  return h("label", { class: "list-choice" }, h("span", {}, label), element);
}

/**
 * @param choose takes what the reader changes
 * @param isPage the list is the page of a gathering, which has an order of its own
 */
export function barContents(
  { t }: Context,
  choice: Choice,
  choose: (patch: Partial<Choice>) => void,
  isPage: boolean,
): HTMLElement[] {
  const words = t();
  const { order, grouping, isTable, onlyInView } = choice;
  const inView = h("input", {
    type: "checkbox",
    checked: onlyInView,
    on: { change: () => choose({ onlyInView: inView.checked }) },
  });
  const groups = GROUPINGS.map((by) => [by, words(`list.group.${by}`)] as const);
  const sorts = SORTS.map((by) => [by, words(`column.${by}`)] as const);
  const turn = { click: () => choose({ isTable: !isTable }) };
  const asTable = h(
    "button",
    { type: "button", class: "small-button", "aria-pressed": String(isTable), on: turn },
    words("list.as_table"),
  );
  if (isPage) return [asTable];
  return [
    select(words("list.group"), groups, grouping, (value) => choose({ grouping: value })),
    select(words("list.sort"), sorts, order.by, (value) => choose({ order: orderBy(value) })),
    asTable,
    h("label", { class: "list-in-view" }, inView, h("span", {}, words("list.in_view"))),
  ];
}
