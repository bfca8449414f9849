// What changed since a day the reader picks: dated events of everything the filters let through, newest first.
import type { Context } from "../../ask/context";
import { date } from "../../atlas/format";
import type { Change } from "../../atlas/history";
import { shown } from "../../atlas/languages";
import type { Edtf, EventKind } from "../../atlas/types";
import { h, setText } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { cardRow } from "../../parts/row";
import { tinted } from "../../parts/swatch";
import { textElement } from "../../parts/text";
import { byYear, changesIn, PAGE, starts, told, totals } from "./data";

/** At first the changes of so many years are shown. */
const YEARS = 3;

function row(context: Context, { feature, event, certain }: Change): HTMLElement {
  const { atlas, store, t } = context;
  const words = t();
  const { lang } = store.get();
  const note = shown(event.note, lang);
  const facts = [
    date(words, event.date),
    words(`event.${event.kind}`),
    certain ? "" : words("time.perhaps_earlier"),
  ].filter(Boolean);
  const text = h(
    "span",
    { class: "item-text" },
    h("span", { class: "item-facts" }, facts.join(" · ")),
    textElement(context, feature.name(lang), "span", { class: "item-name" }),
    textElement(context, note, "span", { class: "item-facts" }),
  );
  return cardRow(context, feature, tinted(h("span", { class: "change-sector" }), atlas.sector(feature.sector)), text);
}

/** Changes within the limit, year by year, and the way to more of them. */
function years(context: Context, changes: readonly Change[], limit: number, more: () => void): HTMLElement[] {
  const words = context.t();
  const rest = changes.length - limit;
  const label = () => `${words("ui.show_more")} (${words.number(rest)})`;
  return [
    ...byYear(changes.slice(0, limit)).flatMap(({ year, changes: own }) => [
      h("h2", {}, words("date.year", { year })),
      h("ul", { class: "items changes" }, ...own.map((change) => row(context, change))),
    ]),
    ...(rest > 0 ? [h("button", { type: "button", class: "more", on: { click: more } }, label())] : []),
  ];
}

/** How many changes of each kind there are, as chips that leave only those. */
function kindChips(
  { t }: Context,
  changes: readonly Change[],
  asked: ReadonlySet<EventKind>,
  ask: (asked: ReadonlySet<EventKind>) => void,
): HTMLElement {
  const words = t();
  const chip = ({ kind, n }: { kind: EventKind; n: number }) =>
    h(
      "button",
      {
        type: "button",
        class: "small-button",
        "aria-pressed": String(asked.has(kind)),
        "data-kind": kind,
        on: {
          click: () => ask(new Set(asked.has(kind) ? [...asked].filter((one) => one !== kind) : [...asked, kind])),
        },
      },
      `${words(`event.${kind}`)}: ${words.number(n)}`,
    );
  const name = words("changes.kinds");
  return h("div", { class: "buttons", role: "group", "aria-label": name }, ...totals(changes).map(chip));
}

/** What was only reported, made when it is unfolded. */
function reports(context: Context, changes: readonly Change[]): HTMLElement | null {
  if (!changes.length) return null;
  const words = context.t();
  const body = h("div", {});
  let limit = PAGE;
  function draw(): void {
    const more = () => {
      limit += PAGE * 3;
      draw();
    };
    body.replaceChildren(...years(context, changes, limit, more));
  }
  const toggle = () => !body.hasChildNodes() && draw();
  return h(
    "details",
    { class: "changes-reports", on: { toggle } },
    h("summary", {}, `${words("event.report")}: ${words.number(changes.length)}`),
    body,
  );
}

function sinceChoice({ t }: Context, newest: number, since: Edtf, choose: (since: Edtf) => void): HTMLElement {
  const words = t();
  const select = h(
    "select",
    { class: "choice-select", on: { change: () => choose(select.value) } },
    ...starts(newest).map(({ day, before }) =>
      h("option", { value: before, selected: before === since }, date(words, day)),
    ),
  );
  return h("label", { class: "text-label" }, h("span", {}, words("changes.since")), select);
}

export function buildChanges(context: Context, panel: HTMLElement): void {
  const { atlas, store, t } = context;
  const newest = Number((atlas.edition || new Date().toISOString()).slice(0, 4));
  /** The last year that is not asked about: 2023 stands for "since 1 January 2024". */
  let since = String(newest - YEARS);
  let limit = PAGE;
  let asked: ReadonlySet<EventKind> = new Set();
  const heading = h("div", { class: "changes-head" });
  const sum = h("p", { class: "sum", role: "status" });
  const kinds = h("div", {});
  const body = h("div", {});
  panel.append(heading, sum, kinds, body);

  function draw(): void {
    const changes = changesIn(store.shown("time"), since, store.get().time);
    const { open, folded } = told(changes, asked);
    const more = () => {
      limit += PAGE * 3;
      draw();
    };
    const focused = kinds.contains(document.activeElement) && (document.activeElement as HTMLElement).dataset.kind;
    setText(sum, t().count("count.changes", changes.length));
    kinds.replaceChildren(kindChips(context, changes, asked, ask));
    if (focused) kinds.querySelector<HTMLElement>(`[data-kind="${focused}"]`)?.focus();
    body.replaceChildren(
      ...years(context, open, limit, more),
      ...[reports(context, folded)].filter((one) => one !== null),
    );
  }
  function ask(now: ReadonlySet<EventKind>): void {
    asked = now;
    limit = PAGE;
    draw();
  }
  function drawHead(): void {
    const choose = (chosen: Edtf) => {
      since = chosen;
      ask(new Set());
    };
    heading.replaceChildren(sinceChoice(context, newest, since, choose));
  }
  drawHead();
  store.on(["lang"], drawHead);
  keepCurrent(context, "changes", ["lang", "time"], draw);
  keepMarked(store, body);
}
