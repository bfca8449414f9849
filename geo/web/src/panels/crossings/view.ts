// The crossings beside each other: who and what may pass, when, how much, and as of when that is known.
import type { Context } from "../../ask/context";
import { NO_FILTERS } from "../../ask/state";
import { date } from "../../atlas/format";
import { statusWord } from "../../atlas/i18n";
import type { Access, Feature } from "../../atlas/types";
import { fitBeside } from "../../map/fit";
import { latLng } from "../../map/latlng";
import { h } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { openCard, pointing } from "../../parts/row";
import { overdue } from "../../parts/text";
import { type Chip, type CrossingRow, capacity, chipGroups, crossingRow, HEADINGS, inOrder } from "./data";

const SIGNS: Record<Access, string> = { yes: "●", restricted: "◐", suspended: "‖", no: "○", unknown: "?" };

function chips({ store, t }: Context): HTMLElement {
  const words = t();
  const button = ({ label, isOn, pressed }: Chip) =>
    h(
      "button",
      {
        type: "button",
        class: "small-button",
        "aria-pressed": String(isOn),
        "data-chip": label,
        on: { click: () => store.set({ filters: pressed }) },
      },
      words(label),
    );
  const groups = chipGroups(store.get().filters).map(({ heading, chips }) => {
    const name = words(heading);
    const buttons = chips.map(button);
    return h("div", { class: "buttons", role: "group", "aria-label": name }, h("span", {}, name), ...buttons);
  });
  return h("div", { class: "button-groups" }, ...groups);
}

const cell = (label: string, className: string, ...contents: (Node | string | null)[]): HTMLElement =>
  h(
    "td",
    { role: "cell", class: className },
    h("span", { class: "cell-label", "aria-hidden": "true" }, label),
    h("span", { class: "cell-value" }, ...contents),
  );

const answerSign = ({ t }: Context, answer: Access): HTMLElement[] => [
  h("span", { class: "access-sign", "aria-hidden": "true" }, SIGNS[answer]),
  h("span", { class: "access-word" }, t()(`access.${answer}`)),
];

const unknown = (context: Context): HTMLElement =>
  h("span", { class: "access-unknown" }, ...answerSign(context, "unknown"));

/** The name, which opens the card, and what passes there. */
function nameCell({ store, t }: Context, { feature, modes }: CrossingRow): HTMLElement {
  const words = t();
  const name = feature.name(store.get().lang);
  const passing = modes.flatMap((mode, i) => [i ? ", " : "", words(`mode.${mode}`)]);
  return h(
    "th",
    { scope: "row", role: "rowheader" },
    h("button", { type: "button", class: "plain", lang: name.lang, dir: "auto" }, name.text),
    h("span", { class: "block quiet" }, ...passing),
  );
}

function tableRow(context: Context, row: CrossingRow): HTMLElement {
  const { store, t } = context;
  const { feature, answers, hours, since } = row;
  const words = t();
  const amounts = capacity(words, feature).map((text) => h("span", { class: "block" }, text));
  const asOf = since ? h("span", { class: "block quiet" }, words("date.as_of", { date: date(words, since) })) : null;
  return h(
    "tr",
    {
      role: "row",
      "data-open": feature.id,
      "aria-current": store.get().selected === feature.id ? "true" : null,
      on: { click: () => openCard(store, feature.id), ...pointing(store, feature.id) },
    },
    nameCell(context, row),
    ...answers.map(({ question, answer }) =>
      cell(words(`card.${question}`), `access access-${answer}`, ...answerSign(context, answer)),
    ),
    cell(words("card.hours"), "figure", hours ?? unknown(context)),
    cell(words("crossings.capacity"), "", ...(amounts.length ? amounts : [unknown(context)])),
    cell(words("card.status"), "", h("strong", {}, statusWord(words, feature)), asOf, overdue(context, feature)),
  );
}

/** The roles say again what the elements are, because on narrow panels they are laid out as cards. */
function table(context: Context, crossings: readonly Feature[]): HTMLElement {
  const words = context.t();
  const heads = HEADINGS.map((key) => h("th", { scope: "col", role: "columnheader" }, words(key)));
  const rows = crossings.map((feature) => tableRow(context, crossingRow(feature)));
  return h(
    "table",
    { role: "table", class: "crossings" },
    h("caption", { class: "visually-hidden" }, words("crossings.heading")),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...heads)),
    h("tbody", { role: "rowgroup" }, ...rows),
  );
}

/** How many of all are shown, and the way to see them on the map. */
function summary({ map, t }: Context, crossings: readonly Feature[], total: number): HTMLElement {
  const words = t();
  const places = crossings.flatMap(({ position }) => (position ? [latLng(position)] : []));
  const show = { click: () => places.length && fitBeside(map, places) };
  return h(
    "div",
    { class: "buttons quiet" },
    words("legend.shown", { n: crossings.length, total }),
    h("button", { type: "button", class: "small-button", on: show }, words("ui.show_on_map")),
  );
}

/** The table; the way back where the filters leave none of the crossings. */
function rowsOrWayBack(context: Context, crossings: readonly Feature[], total: number): HTMLElement[] {
  const words = context.t();
  if (crossings.length) return [h("div", { class: "crossings-frame" }, table(context, crossings))];
  if (!total) return [];
  const clear = { click: () => context.store.set({ filters: NO_FILTERS }) };
  return [
    h("p", {}, words("filter.none")),
    h("button", { type: "button", class: "more", on: clear }, words("filter.clear")),
  ];
}

export function buildCrossings(context: Context, panel: HTMLElement): void {
  const { atlas, store, t } = context;
  const all = inOrder(atlas.features.filter(({ kind }) => kind === "crossing"));

  function draw(): void {
    const words = t();
    const crossings = all.filter(store.visible);
    const focused = panel.contains(document.activeElement) && document.activeElement?.getAttribute("data-chip");
    panel.replaceChildren(
      h("h2", {}, words("crossings.heading")),
      chips(context),
      summary(context, crossings, all.length),
      ...rowsOrWayBack(context, crossings, all.length),
      h("p", { class: "note" }, words("crossings.note")),
    );
    if (focused) panel.querySelector<HTMLElement>(`[data-chip="${CSS.escape(focused)}"]`)?.focus();
  }
  keepCurrent(context, "crossings", ["lang", "filters"], draw);
  keepMarked(store, panel);
}
