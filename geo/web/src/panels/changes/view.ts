// What changed since a day the reader picks: dated events of everything the filters let through, newest first.
import type { Context } from "../../ask/context";
import { date } from "../../atlas/format";
import { type Change, changedSince, span } from "../../atlas/history";
import { shown } from "../../atlas/languages";
import { h } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { cardRow } from "../../parts/row";
import { tinted } from "../../parts/swatch";
import { textElement } from "../../parts/text";

const PAGE = 60;
const FIRST = 2017;

export function buildChanges(context: Context, panel: HTMLElement): void {
  const { atlas, store, t } = context;
  const newest = Number((atlas.edition || new Date().toISOString()).slice(0, 4));
  /** The last year that is not asked about: 2023 stands for "since 1 January 2024". */
  let since = String(newest - 3);
  let limit = PAGE;
  const heading = h("div", { class: "changes-head" });
  const body = h("div", {});
  panel.append(heading, body);

  function row({ feature, event, certain }: Change): HTMLElement {
    const words = t();
    const { lang } = store.get();
    const note = shown(event.note, lang);
    const swatch = tinted(h("span", { class: "change-sector" }), atlas.sector(feature.sector));
    const text = h(
      "span",
      { class: "item-text" },
      h(
        "span",
        { class: "item-facts" },
        [date(words, event.date), words(`event.${event.kind}`), certain ? "" : words("time.perhaps_earlier")]
          .filter(Boolean)
          .join(" · "),
      ),
      textElement(context, feature.name(lang), "span", { class: "item-name" }),
      note ? h("span", { class: "item-facts", lang: note.lang, dir: "auto" }, note.text) : null,
    );
    return cardRow(context, feature, swatch, text);
  }
  function draw(): void {
    const words = t();
    const { time } = store.get();
    const last = time ? (span(time)?.to ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    const all = changedSince(store.shown("time"), since).filter(({ event }) => (span(event.date)?.from ?? 0) <= last);
    const years = new Map<string, Change[]>();
    for (const change of all.slice(0, limit)) {
      const year = String(span(change.event.date)!.to).slice(0, 4);
      years.set(year, [...(years.get(year) ?? []), change]);
    }
    body.replaceChildren(
      h("p", { class: "sum", role: "status" }, words.count("count.changes", all.length)),
      ...[...years].flatMap(([year, list]) => [
        h("h2", {}, words("date.year", { year })),
        h("ul", { class: "items changes" }, ...list.map(row)),
      ]),
    );
    if (all.length > limit) {
      const more = () => {
        limit += PAGE * 3;
        draw();
      };
      const label = `${words("ui.show_more")} (${words.number(all.length - limit)})`;
      body.append(h("button", { type: "button", class: "more", on: { click: more } }, label));
    }
  }
  function drawHead(): void {
    const words = t();
    const first = Array.from({ length: newest - FIRST + 1 }, (_, i) => String(newest - i));
    const select = h(
      "select",
      {
        class: "choice-select",
        on: {
          change: () => {
            since = select.value;
            limit = PAGE;
            draw();
          },
        },
      },
      ...first.map((year) => {
        const before = String(Number(year) - 1);
        return h("option", { value: before, selected: before === since }, date(words, `${year}-01-01`));
      }),
    );
    heading.replaceChildren(h("label", { class: "text-label" }, h("span", {}, words("changes.since")), select));
  }
  drawHead();
  store.on(["lang"], drawHead);
  keepCurrent(context, "changes", ["lang", "time"], draw);
  keepMarked(store, body);
}
