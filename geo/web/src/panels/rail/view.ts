// The planned railway: what became of it, its variants on one scale of kilometres, what is published of them and what
// is computed here. Stops and the map point at each other.
import type { Context } from "../../ask/context";
import type { State } from "../../ask/state";
import { asOf, date } from "../../atlas/format";
import { shown } from "../../atlas/languages";
import { today } from "../../atlas/promises";
import type { Feature } from "../../atlas/types";
import { featureBounds } from "../../map/areas";
import { fitBeside } from "../../map/fit";
import { h, link } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked } from "../../parts/keep_marked";
import { featureLink, featureRow } from "../../parts/row";
import { statePill } from "../../parts/state";
import { marked, textElement } from "../../parts/text";
import { comparison, type Row } from "./compare";
import { otherLines, sourcesOf, stopNear, verdictOf } from "./data";
import { type Strip, strip, type Variant } from "./strip";
import { variantColumn } from "./strip_view";

/** What became of it, before anything else is said. */
function verdict(context: Context, line: Feature): HTMLElement {
  const { store, t } = context;
  const words = t();
  const { lang } = store.get();
  const { since, stopped, isOnlyDrawn, promises } = verdictOf(line, today());
  const note = stopped ? shown(stopped.note, lang) : null;
  const source = stopped?.source;
  const promise = ({ event, state }: (typeof promises)[number]) => {
    const text = shown(event.note, lang) ?? { text: words("time.promised", { date: date(words, event.date) }), lang };
    const quiet = state === "ahead" ? null : h("span", { class: "quiet" }, ` · ${words(`time.${state}`)}`);
    return h("li", {}, marked(words, text), quiet);
  };
  return h(
    "div",
    { class: "rail-verdict" },
    h(
      "div",
      { class: "card-state" },
      statePill(context, line),
      since ? h("span", { class: "quiet" }, asOf(words, since)) : null,
    ),
    isOnlyDrawn ? h("p", { class: "rail-headline" }, words("rail.headline")) : null,
    textElement(context, note, "p"),
    source ? link(source.url, { class: "event-source" }, source.publisher ?? source.title ?? "") : null,
    h("ul", { class: "rail-promises" }, ...promises.map(promise)),
  );
}

/** Rows of the table that sources publish, or that are computed here, under their heading. */
function rowGroup(context: Context, rows: readonly Row[], variants: readonly Variant[], published: boolean) {
  const words = context.t();
  const heading = words(published ? "rail.published" : "rail.computed");
  const missing = () => h("span", { class: "quiet" }, words("rail.not_published"));
  const own = rows.filter((row) => row.published === published);
  const scope = variants.map((variant) => shown(variant.published.length_scope, context.store.get().lang));
  return h(
    "tbody",
    {},
    h("tr", {}, h("th", { scope: "rowgroup", colspan: variants.length + 1, class: "row-group" }, heading)),
    ...own.map(({ label, cells }) =>
      h("tr", {}, h("th", { scope: "row" }, label), ...cells.map((cell) => h("td", {}, cell ?? missing()))),
    ),
    published &&
      h(
        "tr",
        {},
        h("th", { scope: "row" }, words("rail.scope")),
        ...scope.map((text) => h("td", {}, textElement(context, text))),
      ),
  );
}

function table(context: Context, { variants }: Strip): HTMLElement {
  const words = context.t();
  const { lang } = context.store.get();
  const rows = comparison(words, variants);
  const heads = variants.map(({ label, id }) =>
    h("th", { scope: "col" }, textElement(context, shown(label, lang)) ?? id),
  );
  return h(
    "table",
    { class: "rail-table" },
    h("caption", { class: "visually-hidden" }, words("card.options")),
    h("thead", {}, h("tr", {}, h("td", {}), ...heads)),
    rowGroup(context, rows, variants, true),
    rowGroup(context, rows, variants, false),
  );
}

function zoomTo({ map }: Context, line: Feature): void {
  const bounds = featureBounds(line);
  if (bounds) fitBeside(map, bounds);
}

/** What the signs of the strip mean. */
function stripKey({ store, t }: Context, { variants }: Strip): HTMLElement {
  const words = t();
  const again = variants.flatMap(({ stops }) => stops.filter((stop) => stop.again));
  return h(
    "ul",
    { class: "strip-key" },
    h("li", { class: "key-junction" }, words("rail.junction")),
    ...again.map(({ feature, id }) => {
      const name = feature?.name(store.get().lang).text ?? id;
      return h("li", { class: "key-again" }, words("rail.again", { name }));
    }),
  );
}

function project(context: Context, layout: Strip): HTMLElement {
  const { store, t } = context;
  const { line, variants } = layout;
  const words = t();
  const show = { click: () => zoomTo(context, line) };
  const sources = sourcesOf(line).flatMap((source, i) => [
    i ? ", " : "",
    link(source.url, { class: "event-source" }, source.publisher ?? source.title ?? source.id),
  ]);
  return h(
    "section",
    {},
    h("h2", { class: "rail-name" }, featureLink(context, line.id)),
    verdict(context, line),
    h("h3", { class: "strip-title" }, words("rail.strip")),
    h("button", { type: "button", class: "small-button", on: show }, words("ui.show_on_map")),
    h("div", { class: "strip" }, ...variants.map((variant) => variantColumn(context, variant, layout))),
    h("p", { class: "note" }, words("rail.schematic")),
    stripKey(context, layout),
    h("h3", { class: "strip-title" }, words("card.options")),
    table(context, layout),
    h("p", { class: "note" }, `${words("card.sources")}: `, ...sources),
    textElement(context, line.text("conflict", store.get().lang), "p", { class: "rail-conflict" }),
  );
}

function others(context: Context): HTMLElement | null {
  const words = context.t();
  const kinds = otherLines(context.store.shown());
  const n = kinds.reduce((sum, { lines }) => sum + lines.length, 0);
  if (!n) return null;
  return h(
    "section",
    {},
    h("h2", {}, words("rail.others"), h("span", { class: "row-count" }, words.number(n))),
    ...kinds.flatMap(({ kind, lines }) => [
      h("h3", {}, words(`line.${kind}`)),
      h("ul", { class: "items" }, ...lines.map((line) => featureRow(context, line))),
    ]),
  );
}

/** Shows on the strip what the map points at, and the stop whose card is open. */
function markStops(panel: HTMLElement, { hovered, selected }: State, near: string | null): void {
  for (const element of panel.querySelectorAll("[data-stop]")) {
    const id = element.getAttribute("data-stop");
    element.classList.toggle("is-hovered", id === hovered || id === near);
    element.classList.toggle("is-selected", id === selected);
    if (element.tagName !== "BUTTON") continue;
    if (id === selected) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }
}

export function buildRail(context: Context, panel: HTMLElement): void {
  const { atlas, store, map, t } = context;
  let made: Strip | null | undefined;
  /** Laid out when somebody first asks. */
  const layout = (): Strip | null => {
    if (made === undefined) made = strip(atlas);
    return made;
  };
  /** The stop the pointer is nearest to while it follows the line on the map. */
  let near: string | null = null;
  const isOpen = () => store.get().tab === "rail";
  const mark = () => markStops(panel, store.get(), near);

  function draw(): void {
    const found = layout();
    const parts = [found && project(context, found), others(context)].filter((part) => part !== null);
    panel.replaceChildren(...(parts.length ? parts : [h("p", { class: "note" }, t()("ui.nothing"))]));
    mark();
  }
  keepCurrent(context, "rail", ["lang", "time"], draw);
  keepMarked(store, panel);
  store.on(["selected", "hovered"], () => isOpen() && mark());
  map.on("mousemove", ({ latlng }) => {
    const found = isOpen() ? layout() : null;
    const now = found && stopNear(found, [latlng.lng, latlng.lat], map.getZoom());
    if (now === near) return;
    near = now;
    mark();
  });
  store.on(["selected"], ({ selected, view }, before) => {
    // A link that names the line and a view means that view.
    const found = selected && view === before.view ? layout() : null;
    if (!found || selected !== found.line.id) return;
    requestAnimationFrame(() => requestAnimationFrame(() => zoomTo(context, found.line)));
  });
}
