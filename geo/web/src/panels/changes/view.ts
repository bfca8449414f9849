// What changed since a day the reader picks: dated events of everything the filters let through, newest first.
import type { Context } from "../../ask/context";
import { date } from "../../atlas/format";
import type { Change } from "../../atlas/history";
import { shown } from "../../atlas/languages";
import type { Edtf } from "../../atlas/types";
import { h } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { cardRow } from "../../parts/row";
import { tinted } from "../../parts/swatch";
import { textElement } from "../../parts/text";
import { byYear, changesIn, PAGE, starts } from "./data";

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
    note ? h("span", { class: "item-facts", lang: note.lang, dir: "auto" }, note.text) : null,
  );
  return cardRow(context, feature, tinted(h("span", { class: "change-sector" }), atlas.sector(feature.sector)), text);
}

/** How many changes there are, then those within the limit, year by year. */
function rows(context: Context, changes: readonly Change[], limit: number, more: () => void): HTMLElement[] {
  const words = context.t();
  const rest = changes.length - limit;
  const label = () => `${words("ui.show_more")} (${words.number(rest)})`;
  return [
    h("p", { class: "sum", role: "status" }, words.count("count.changes", changes.length)),
    ...byYear(changes.slice(0, limit)).flatMap(({ year, changes: own }) => [
      h("h2", {}, words("date.year", { year })),
      h("ul", { class: "items changes" }, ...own.map((change) => row(context, change))),
    ]),
    ...(rest > 0 ? [h("button", { type: "button", class: "more", on: { click: more } }, label())] : []),
  ];
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
  const { atlas, store } = context;
  const newest = Number((atlas.edition || new Date().toISOString()).slice(0, 4));
  /** The last year that is not asked about: 2023 stands for "since 1 January 2024". */
  let since = String(newest - YEARS);
  let limit = PAGE;
  const heading = h("div", { class: "changes-head" });
  const body = h("div", {});
  panel.append(heading, body);

  function draw(): void {
    const changes = changesIn(store.shown("time"), since, store.get().time);
    const more = () => {
      limit += PAGE * 3;
      draw();
    };
    body.replaceChildren(...rows(context, changes, limit, more));
  }
  function drawHead(): void {
    const choose = (chosen: Edtf) => {
      since = chosen;
      limit = PAGE;
      draw();
    };
    heading.replaceChildren(sinceChoice(context, newest, since, choose));
  }
  drawHead();
  store.on(["lang"], drawHead);
  keepCurrent(context, "changes", ["lang", "time"], draw);
  keepMarked(store, body);
}
