// What is printed: title, legend, credits and date round the map, then everything shown as a table with its sources.
import type { Context } from "../ask/context";
import { date } from "../atlas/format";
import { readText } from "../atlas/read_up_to";
import type { Feature, Source } from "../atlas/types";
import { figures } from "../card/figures";
import { crossingsTable } from "../panels/crossings/view";
import { inForce } from "../panels/filters/data";
import { sectorCounts, sectorsOnMap } from "../panels/legend/data";
import { makeKey } from "../panels/legend/key";
import { sectorLine } from "../panels/legend/sector_line";
import { h } from "../parts/dom";
import { featureTable } from "../parts/feature_table";
import { pageTitle } from "../parts/text";
import { regionLegend } from "./regions/view";

const MOST_ROWS = 2000;

/** The sources of some features, each with the number it is cited by. */
function numbered(features: readonly Feature[]): Map<Source, number> {
  const numbers = new Map<Source, number>();
  for (const { citations } of features) {
    for (const { source } of citations) if (!numbers.has(source)) numbers.set(source, numbers.size + 1);
  }
  return numbers;
}

/** Title, up to when sources were read, and what is shown of how much. */
export function paperTop(context: Context): HTMLElement[] {
  const { atlas, t } = context;
  const words = t();
  const facts = [
    readText(words, atlas, "long"),
    words("legend.shown", {
      n: words.number(context.store.shown().length),
      total: words.number(atlas.features.length),
    }),
    ...inForce(context).map(({ label }) => label),
  ];
  return [h("h1", {}, pageTitle(context)), h("p", {}, facts.filter(Boolean).join(" · "))];
}

/** Words that tell what they mean when they are pressed are plain words on paper. */
function withPlainWords<Shown extends Element>(shown: Shown): Shown {
  for (const word of shown.querySelectorAll(".means")) {
    word.replaceWith(...(word.querySelector("summary")?.childNodes ?? []));
  }
  return shown;
}

export function paperLegend(context: Context): HTMLElement[] {
  const counts = sectorCounts(sectorsOnMap(context), context.store.shown());
  const rows = counts.map((row) => h("li", { class: "print-row" }, ...sectorLine(context, row)));
  return [
    h("h2", {}, context.t()("legend.sectors")),
    h("ul", {}, ...rows),
    withPlainWords(h("div", { class: "key" }, ...makeKey(context).elements, ...regionLegend())),
  ];
}

/** Whose the map is, under what licence, which edition, and when it was printed. */
export function paperFoot(context: Context): HTMLElement {
  const { atlas, t } = context;
  const words = t();
  const sources = numbered(context.store.shown().slice(0, MOST_ROWS)).size;
  const facts = [
    atlas.credit,
    words("about.borders_short"),
    words.count("count.sources", sources),
    words("about.licence", { licence: words("about.licences") }),
    atlas.fingerprint ? words("about.fingerprint", { fingerprint: atlas.fingerprint }) : "",
    words("print.date", { date: date(words, new Date().toISOString().slice(0, 10)) }),
  ];
  return h("p", {}, facts.filter(Boolean).join(" · "));
}

/** What may be printed. The map is the first page, with the legend beside it; each other part begins a page. */
export const PARTS = ["map", "card", "charts", "crossings", "list", "sources"] as const;
export type Part = (typeof PARTS)[number];

/** The table of all that is shown; sources are numbers where their list is printed too. */
function list(context: Context, numbers: ReadonlyMap<Source, number>): HTMLElement[] {
  const { store, t } = context;
  const words = t();
  const { time } = store.get();
  const all = store.shown();
  const rows = all.slice(0, MOST_ROWS);
  const table = featureTable(context, rows, {
    order: { by: "given", descending: false },
    grouping: "sector",
    caption: time ? words("time.at", { date: date(words, time) }) : words("time.today"),
    numbers,
  });
  const rest = all.length - rows.length;
  return [
    h("h2", {}, words("ui.list")),
    table,
    ...(rest > 0 ? [h("p", {}, words("ui.more", { n: words.number(rest) }))] : []),
  ];
}

function sources({ t }: Context, numbers: ReadonlyMap<Source, number>): HTMLElement[] {
  const words = t();
  const cite = ([{ title, publisher, date: day, url, id }, n]: [Source, number]) =>
    h(
      "li",
      { value: n },
      [title ?? id, publisher, day ? date(words, day) : "", url].filter(Boolean).map(String).join(". "),
    );
  return [h("h2", {}, words("card.sources")), h("ol", { class: "print-sources" }, ...[...numbers].map(cite))];
}

/** A copy of what the page shows, without what is only there to be pressed. */
function copyOf(shown: Element): Element {
  const copy = withPlainWords(shown.cloneNode(true) as Element);
  for (const one of copy.querySelectorAll(".share, .buttons, .small-button, select, input, details")) one.remove();
  for (const button of copy.querySelectorAll("button")) button.replaceWith(h("span", {}, ...button.childNodes));
  return copy;
}

/** The charts of every indicator that is shown. */
const charts = (context: Context): Element[] =>
  context.store
    .shown()
    .filter(({ kind }) => kind === "indicator")
    .flatMap((feature) => figures(context, feature).filter((one) => one.matches("figure")))
    .map(copyOf);

/** The pages after that of the map. */
export function paperPages(context: Context, parts: ReadonlySet<Part>): HTMLElement[] {
  const words = context.t();
  const numbers = numbered(context.store.shown().slice(0, MOST_ROWS));
  const pages: Readonly<Record<Part, () => Element[]>> = {
    map: () => [],
    card: () => [...document.querySelectorAll(".card:not([hidden]) .card-body")].map(copyOf),
    charts: () => charts(context),
    crossings: () => [h("h2", {}, words("crossings.heading")), copyOf(crossingsTable(context))],
    list: () => list(context, numbers),
    sources: () => sources(context, numbers),
  };
  return PARTS.filter((part) => parts.has(part))
    .map((part) => h("section", { class: `print-page print-page-${part}` }, ...pages[part]()))
    .filter((page) => page.hasChildNodes());
}
