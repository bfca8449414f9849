// The crossings beside each other: who and what may pass, when, how much, and as of when that is known.
import type { Context } from "../../ask/context";
import { NO_FILTERS } from "../../ask/state";
import { asOf } from "../../atlas/format";
import type { Access } from "../../atlas/types";
import { ACCESSES } from "../../atlas/vocabulary";
import { fitBeside } from "../../map/fit";
import { latLng } from "../../map/latlng";
import { h } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { openCard, pointing } from "../../parts/row";
import { overdue, stateText } from "../../parts/state";
import { marked } from "../../parts/text";
import {
  ASKS_NOTHING,
  type Asked,
  answersTo,
  asFilters,
  type Chip,
  COLUMNS,
  type Column,
  type CrossingRow,
  capacity,
  chipGroups,
  crossingRow,
  hoursKnown,
  inOrder,
  type Order,
  pressed,
  type SortBy,
  sorted,
} from "./data";

const SIGNS: Record<Access, string> = { yes: "●", restricted: "◐", suspended: "‖", no: "○", unknown: "?" };

/** What the panel is asked: by its chips, and by which column its rows stand. */
interface Choice {
  readonly asked: Asked;
  readonly order: Order;
}
type Choose = (patch: Partial<Choice>) => void;

function chips({ t }: Context, asked: Asked, choose: Choose): HTMLElement {
  const words = t();
  const button = ({ label, isOn, pressed }: Chip) =>
    h(
      "button",
      {
        type: "button",
        class: "small-button",
        "aria-pressed": String(isOn),
        "data-chip": label,
        on: { click: () => choose({ asked: pressed }) },
      },
      words(label),
    );
  const groups = chipGroups(asked).map(({ heading, chips }) => {
    const name = words(heading);
    const buttons = chips.map(button);
    return h("div", { class: "buttons", role: "group", "aria-label": name }, h("span", {}, name), ...buttons);
  });
  return h("div", { class: "button-groups" }, ...groups);
}

/** The sign of an answer; its word where there is room, else for screen readers and in the key below the table. */
const answerCell = ({ t }: Context, answer: Access, className = ""): HTMLElement =>
  h(
    "td",
    { class: `access access-${answer} ${className}`, title: t()(`access.${answer}`) },
    h("span", { class: "access-sign", "aria-hidden": "true" }, SIGNS[answer]),
    h("span", { class: "access-word" }, t()(`access.${answer}`)),
  );

/** What the signs mean. */
const signKey = ({ t }: Context): HTMLElement =>
  h("p", { class: "note" }, ACCESSES.map((answer) => `${SIGNS[answer]} ${t()(`access.${answer}`)}`).join(" · "));

/** The name, which opens the card, and what passes there. */
function nameCell({ store, t }: Context, { feature, modes }: CrossingRow): HTMLElement {
  const words = t();
  const name = feature.name(store.get().lang);
  const passing = modes.flatMap((mode, i) => [i ? ", " : "", words(`mode.${mode}`)]);
  return h(
    "th",
    { scope: "row" },
    h("button", { type: "button", class: "plain" }, marked(words, name)),
    h("span", { class: "block quiet" }, ...passing),
  );
}

function tableRow(context: Context, row: CrossingRow): HTMLElement {
  const { store, t } = context;
  const { feature, answers, hours, since } = row;
  const words = t();
  const amounts = capacity(words, feature).map((text) => h("span", { class: "block" }, text));
  const when = since ? h("span", { class: "block quiet" }, asOf(words, since)) : null;
  return h(
    "tr",
    {
      "data-open": feature.id,
      "aria-current": store.get().selected === feature.id ? "true" : null,
      on: { click: () => openCard(store, feature.id), ...pointing(store, feature.id) },
    },
    nameCell(context, row),
    ...answers.map(({ answer }) => answerCell(context, answer)),
    hours ? h("td", { class: "hours" }, hours) : answerCell(context, "unknown"),
    h("td", {}, h("strong", {}, stateText(context, feature)), when, overdue(context, feature)),
    amounts.length ? h("td", { class: "capacity" }, ...amounts) : answerCell(context, "unknown", "capacity"),
  );
}

/** A heading that sorts, if its column has an order. */
function heading({ t }: Context, [column, key]: (typeof COLUMNS)[number], order: Order, choose: Choose): HTMLElement {
  const label = t()(key);
  const { by, descending } = order;
  const isOn = column === by;
  const mark = isOn ? (descending ? "▾" : "▴") : "";
  const sort = { click: () => choose({ order: pressed(order, column as SortBy) }) };
  return h(
    "th",
    {
      scope: "col",
      class: column,
      "aria-sort": isOn ? (descending ? "descending" : "ascending") : null,
    },
    ...(isSortable(column)
      ? [
          h(
            "button",
            {
              type: "button",
              class: "sort",
              "data-chip": column,
              // Not called as the chip of the same words is.
              "aria-label": `${t()("list.sort")}: ${label}`,
              on: sort,
            },
            label,
            h("span", { class: "sort-mark", "aria-hidden": "true" }, mark),
          ),
        ]
      : [label]),
  );
}

const isSortable = (column: Column): column is SortBy => column !== "capacity";

function table(context: Context, rows: readonly CrossingRow[], order: Order, choose: Choose): HTMLElement {
  const words = context.t();
  const heads = COLUMNS.map((column) => heading(context, column, order, choose));
  return h(
    "table",
    { class: "crossings" },
    h("caption", { class: "visually-hidden" }, words("crossings.heading")),
    h("thead", {}, h("tr", {}, ...heads)),
    h("tbody", {}, ...rows.map((row) => tableRow(context, row))),
  );
}

/** How many of all are shown and of how many the hours are known; the way to see them on the map, alone if wanted. */
function summary({ map, store, t }: Context, rows: readonly CrossingRow[], total: number, asked: Asked): HTMLElement {
  const words = t();
  const places = rows.flatMap(({ feature: { position } }) => (position ? [latLng(position)] : []));
  const show = { click: () => places.length && fitBeside(map, places) };
  const filters = asFilters(store.get().filters, asked);
  const apply = { click: () => filters && store.set({ filters }) };
  const known = hoursKnown(rows);
  return h(
    "div",
    { class: "buttons quiet" },
    h(
      "span",
      { role: "status" },
      `${words("legend.shown", { n: rows.length, total })} · ${words("crossings.hours_known", known)}`,
    ),
    h("button", { type: "button", class: "small-button", on: show }, words("ui.show_on_map")),
    filters ? h("button", { type: "button", class: "small-button", on: apply }, words("crossings.apply")) : null,
  );
}

/** The table; the way back where the page's filters or the chips leave none of the crossings. */
function rowsOrWayBack(
  context: Context,
  rows: readonly CrossingRow[],
  { order }: Choice,
  choose: Choose,
): HTMLElement[] {
  const words = context.t();
  if (rows.length)
    return [h("div", { class: "crossings-frame" }, table(context, rows, order, choose)), signKey(context)];
  const clear = () => {
    choose({ asked: ASKS_NOTHING });
    context.store.set({ filters: NO_FILTERS });
  };
  return [
    h("p", {}, words("filter.none")),
    h("button", { type: "button", class: "more", on: { click: clear } }, words("filter.clear")),
  ];
}

const crossingsOf = ({ atlas }: Context) => inOrder(atlas.features.filter(({ kind }) => kind === "crossing"));
const FIRST_ORDER: Order = { by: "status", descending: false };

/** The table of all crossings the page shows, as it is first seen. */
export function crossingsTable(context: Context): HTMLElement {
  const { store } = context;
  const rows = crossingsOf(context).filter(store.visible).map(crossingRow);
  return table(context, sorted(rows, FIRST_ORDER, store.get().lang), FIRST_ORDER, () => {});
}

/** @param widen gives the panel more room, or takes it back */
export function buildCrossings(context: Context, panel: HTMLElement, widen: (isWide: boolean) => void): void {
  const { store, t } = context;
  const all = crossingsOf(context);
  let choice: Choice = { asked: ASKS_NOTHING, order: FIRST_ORDER };
  let isWide = false;
  const turn = () => {
    isWide = !isWide;
    widen(isWide);
    draw();
  };

  function draw(): void {
    const words = t();
    const { asked, order } = choice;
    const shown = all.filter(store.visible).map(crossingRow);
    const rows = sorted(
      shown.filter((row) => answersTo(row, asked)),
      order,
      store.get().lang,
    );
    const focused = panel.contains(document.activeElement) && document.activeElement?.getAttribute("data-chip");
    panel.replaceChildren(
      h("h2", {}, words("crossings.heading")),
      chips(context, asked, choose),
      summary(context, rows, all.length, asked),
      h(
        "button",
        {
          type: "button",
          class: "small-button widen",
          "aria-pressed": String(isWide),
          "data-chip": "",
          on: { click: turn },
        },
        words("crossings.wide"),
      ),
      ...(all.length ? rowsOrWayBack(context, rows, choice, choose) : []),
      h("p", { class: "note" }, words("crossings.note")),
    );
    if (focused != null && focused !== false)
      panel.querySelector<HTMLElement>(`[data-chip="${CSS.escape(focused)}"]`)?.focus();
  }
  function choose(patch: Partial<Choice>): void {
    choice = { ...choice, ...patch };
    draw();
  }
  const refresh = keepCurrent(context, "crossings", ["lang"], draw);
  // Whoever comes back later asks anew.
  store.on(["tab", "panelOpen"], ({ tab, panelOpen }, before) => {
    if (tab === "crossings") widen(isWide && panelOpen);
    if (before.tab !== "crossings" || tab === "crossings") return;
    widen(false);
    choice = { ...choice, asked: ASKS_NOTHING };
    refresh();
  });
  keepMarked(store, panel);
}
