// The crossings beside each other: who and what may pass, when, how much, and as of when that is known.
import type { Context } from "../../ask/context";
import { type AccessQuestion, NO_FILTERS } from "../../ask/state";
import { date } from "../../atlas/format";
import { statusWord, type Translate } from "../../atlas/i18n";
import type { Access, Feature, Mode, Status } from "../../atlas/types";
import { fitBeside } from "../../map/fit";
import { h } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { openCard, pointing } from "../../parts/row";

const QUESTIONS: readonly AccessQuestion[] = ["passengers", "freight", "third_country_nationals"];
const MODES: readonly Mode[] = ["road", "pedestrian", "rail"];
/** Answers that let someone through, if perhaps not everyone. */
const OPEN: readonly Access[] = ["yes", "restricted"];
const SIGNS: Record<Access, string> = { yes: "●", restricted: "◐", suspended: "‖", no: "○", unknown: "?" };
const ORDER: readonly Status[] = [
  "operational",
  "limited",
  "closed_for_works",
  "suspended",
  "under_construction",
  "planned",
  "agreed",
  "proposed",
  "unknown",
  "closed",
  "cancelled",
];

/** Those that work first, those that never opened or closed for good last. */
export const inOrder = (crossings: readonly Feature[]): Feature[] =>
  [...crossings].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || a.index - b.index);

const CAPACITIES = ["persons", "vehicles", "train_pairs"] as const;

/** `200 → 1,000 vehicles a day`, before and after works; a question mark for the one that is not known. */
export function capacity(t: Translate, feature: Feature): string[] {
  return CAPACITIES.flatMap((what) => {
    const before = feature.get(`${what}_per_day_before`);
    const after = feature.get(`${what}_per_day_after`);
    if (before == null && after == null) return [];
    const last = after == null ? "?" : t.number(after);
    return [t(`capacity.${what}`, { n: before == null ? last : `${t.number(before)} → ${last}` })];
  });
}

export function buildCrossings(context: Context, panel: HTMLElement): void {
  const { atlas, store, map, t } = context;
  const all = inOrder(atlas.features.filter(({ kind }) => kind === "crossing"));

  function showAll(crossings: readonly Feature[]): void {
    const places = crossings.flatMap(({ position }): [number, number][] =>
      position ? [[position[1], position[0]]] : [],
    );
    if (places.length) fitBeside(map, places);
  }
  function chip(label: string, pressed: boolean, act: () => void): HTMLElement {
    return h(
      "button",
      {
        type: "button",
        class: "small-button",
        "aria-pressed": String(pressed),
        "data-chip": label,
        on: { click: act },
      },
      label,
    );
  }
  function choices(): HTMLElement {
    const words = t();
    const { filters } = store.get();
    const modes = MODES.map((mode) =>
      chip(words(`mode.${mode}`), filters.mode.has(mode), () => {
        const next = new Set(filters.mode);
        if (!next.delete(mode)) next.add(mode);
        store.set({ filters: { ...filters, mode: next } });
      }),
    );
    const questions = QUESTIONS.map((question) =>
      chip(words(`card.${question}`), Boolean(filters.access[question]?.length), () => {
        const { [question]: asked, ...access } = filters.access;
        store.set({ filters: { ...filters, access: asked?.length ? access : { ...access, [question]: OPEN } } });
      }),
    );
    const group = (key: string, items: HTMLElement[]) =>
      h("div", { class: "buttons", role: "group", "aria-label": words(key) }, h("span", {}, words(key)), ...items);
    return h("div", { class: "button-groups" }, group("card.modes", modes), group("crossings.open_to", questions));
  }

  function cell(label: string, className: string, ...contents: (Node | string | null)[]): HTMLElement {
    return h(
      "td",
      { role: "cell", class: className },
      h("span", { class: "cell-label", "aria-hidden": "true" }, label),
      h("span", { class: "cell-value" }, ...contents),
    );
  }
  const unknown = () =>
    h(
      "span",
      { class: "access-unknown" },
      h("span", { class: "access-sign", "aria-hidden": "true" }, SIGNS.unknown),
      h("span", { class: "access-word" }, t()("access.unknown")),
    );
  const lines = (texts: readonly string[]) => texts.map((text) => h("span", { class: "block" }, text));

  function row(feature: Feature): HTMLElement {
    const words = t();
    const name = feature.name(store.get().lang);
    const since = feature.get("status_date");
    const amounts = capacity(words, feature);
    const modes = feature.list("modes").flatMap((mode, i) => [i ? ", " : "", words(`mode.${mode}`)]);
    const access = (question: AccessQuestion) => {
      const value = feature.get(question) ?? "unknown";
      return cell(
        words(`card.${question}`),
        `access access-${value}`,
        h("span", { class: "access-sign", "aria-hidden": "true" }, SIGNS[value]),
        h("span", { class: "access-word" }, words(`access.${value}`)),
      );
    };
    return h(
      "tr",
      {
        role: "row",
        "data-open": feature.id,
        "aria-current": store.get().selected === feature.id ? "true" : null,
        on: { click: () => openCard(store, feature.id), ...pointing(store, feature.id) },
      },
      h(
        "th",
        { scope: "row", role: "rowheader" },
        h("button", { type: "button", class: "plain", lang: name.lang, dir: "auto" }, name.text),
        h("span", { class: "block quiet" }, ...modes),
      ),
      ...QUESTIONS.map(access),
      cell(words("card.hours"), "figure", feature.get("hours") ?? unknown()),
      cell(words("crossings.capacity"), "", ...(amounts.length ? lines(amounts) : [unknown()])),
      cell(
        words("card.status"),
        "",
        h("strong", {}, statusWord(words, feature)),
        since ? h("span", { class: "block quiet" }, words("date.as_of", { date: date(words, since) })) : null,
      ),
    );
  }
  function table(crossings: readonly Feature[]): HTMLElement {
    const words = t();
    const heads = [
      "kind.crossing",
      ...QUESTIONS.map((question) => `card.${question}`),
      "card.hours",
      "crossings.capacity",
      "card.status",
    ];
    // The roles say again what the elements are, because on narrow panels they are laid out as cards.
    return h(
      "table",
      { role: "table", class: "crossings" },
      h("caption", { class: "visually-hidden" }, words("crossings.heading")),
      h(
        "thead",
        { role: "rowgroup" },
        h("tr", { role: "row" }, ...heads.map((key) => h("th", { scope: "col", role: "columnheader" }, words(key)))),
      ),
      h("tbody", { role: "rowgroup" }, ...crossings.map(row)),
    );
  }

  function draw(): void {
    const words = t();
    const crossings = all.filter(store.visible);
    const focused = panel.contains(document.activeElement) && document.activeElement?.getAttribute("data-chip");
    panel.replaceChildren(
      h("h2", {}, words("crossings.heading")),
      choices(),
      h(
        "div",
        { class: "buttons quiet" },
        words("legend.shown", { n: crossings.length, total: all.length }),
        h(
          "button",
          { type: "button", class: "small-button", on: { click: () => showAll(crossings) } },
          words("ui.show_on_map"),
        ),
      ),
    );
    if (crossings.length) panel.append(h("div", { class: "crossings-frame" }, table(crossings)));
    else if (all.length) {
      const clear = () => store.set({ filters: NO_FILTERS });
      panel.append(
        h("p", {}, words("filter.none")),
        h("button", { type: "button", class: "more", on: { click: clear } }, words("filter.clear")),
      );
    }
    panel.append(h("p", { class: "note" }, words("crossings.note")));
    if (focused) panel.querySelector<HTMLElement>(`[data-chip="${CSS.escape(focused)}"]`)?.focus();
  }
  keepCurrent(context, "crossings", ["lang", "filters"], draw);
  keepMarked(store, panel);
}
