// The planned railway: what became of it, its variants on one scale of kilometres, what is published of them and what
// is computed here. Stops and the map point at each other.
import type { Context } from "../../ask/context";
import { date, km } from "../../atlas/format";
import { footOn } from "../../atlas/geodesy";
import { promises } from "../../atlas/history";
import { shown } from "../../atlas/languages";
import type { Feature } from "../../atlas/types";
import { featureLink } from "../../card/facts";
import { featureBounds } from "../../map/areas";
import { fitBeside } from "../../map/fit";
import { h, link, s } from "../../parts/dom";
import { phase } from "../../parts/glyph";
import { keepCurrent } from "../../parts/keep_current";
import { textElement } from "../../parts/text";
import { featureRow } from "../list/view";
import { comparison } from "./compare";
import { spread } from "./spread";
import { HIGH_SPEED_LINE, nearestStop, type Stop, type Strip, strip, type Variant } from "./strip";

/** Height of the strip, and room for one label, px. */
const LENGTH = 420;
const LABEL = 46;
const TOP = 24;
/** Pixels from the line on the map that count as pointing at it. */
const REACH = 9;

interface Label {
  /** Where it belongs on the line, 0 to 1. */
  readonly at: number;
  readonly stop: Stop | null;
}

/** Stops and the border, from the first stop on. */
function labelsOf(variant: Variant, { borderKm, scaleKm }: Strip): Label[] {
  const labels: Label[] = variant.stops.map((stop) => ({ at: stop.at, stop }));
  if (borderKm !== null && variant.along === "project") labels.push({ at: borderKm / scaleKm, stop: null });
  return labels.sort((a, b) => a.at - b.at);
}

export function buildRail(context: Context, panel: HTMLElement): void {
  const { atlas, store, map, t } = context;
  let made: Strip | null | undefined;
  /** Laid out when somebody first asks. */
  const laidOut = (): Strip | null => {
    if (made === undefined) made = strip(atlas);
    return made;
  };
  /** The stop the pointer is nearest to while it follows the line on the map. */
  let near: string | null = null;

  function stopLabel(variant: Variant, { stop }: Label, borderKm: number | null): HTMLElement {
    const words = t();
    if (!stop)
      return h("span", { class: "strip-border" }, words("rail.border", { km: km(words, Math.round(borderKm ?? 0)) }));
    const name = stop.feature?.name(store.get().lang);
    const hover = (on: boolean) => () => store.set({ hovered: on ? stop.id : null });
    const notes = [stop.junction && !stop.again && "rail.junction", stop.again && "rail.turns_back"].filter(
      (key) => key !== false,
    );
    return h(
      "button",
      {
        type: "button",
        class: "strip-stop",
        "data-stop": stop.id,
        disabled: !stop.feature,
        title: notes.map((key) => words(key)).join("; ") || null,
        on: {
          click: () => store.set({ selected: stop.id, choices: [] }),
          mouseenter: hover(true),
          mouseleave: hover(false),
          focus: hover(true),
          blur: hover(false),
        },
      },
      h("span", { class: "strip-name", lang: name?.lang ?? null, dir: "auto" }, name?.text ?? stop.id),
      h(
        "span",
        { class: "strip-km" },
        stop.km === null
          ? ""
          : `${variant.along === "project" && stop.km > 0 ? "≈ " : ""}${km(words, Math.round(stop.km))}`,
      ),
      stop.again ? h("span", { class: "strip-again", "aria-hidden": "true" }, " ↩") : null,
      ...notes.map((key) => h("span", { class: "visually-hidden" }, `, ${words(key)}`)),
    );
  }

  function column(variant: Variant, layout: Strip): HTMLElement {
    const words = t();
    const labels = labelsOf(variant, layout);
    const places = labels.map(({ at }) => TOP + at * LENGTH);
    // Half a label above its place, so that the name stands beside its dot.
    const tops = spread(places, LABEL);
    const end = TOP + Math.max(0, ...variant.stops.map(({ at }) => at)) * LENGTH;
    const height = Math.max(end, (tops.at(-1) ?? 0) + LABEL / 2) + 8;
    const drawing = s(
      "svg",
      {
        class: `strip-line strip-${variant.along}`,
        viewBox: `0 0 40 ${height}`,
        width: 40,
        height,
        "aria-hidden": "true",
      },
      s("path", { class: "strip-band", d: `M12 ${TOP}V${end}` }),
      s("path", { class: "strip-core", d: `M12 ${TOP}V${end}` }),
      ...labels.map(({ stop }, i) => {
        const y = Math.round(places[i]!);
        return s(
          "g",
          { "data-stop": stop?.id ?? null, class: stop ? (stop.junction ? "is-junction" : "") : "is-border" },
          s("path", { class: "strip-leader", d: `M18 ${y}L28 ${Math.round(tops[i]!)}H36` }),
          stop ? s("circle", { cx: 12, cy: y, r: stop.junction ? 4 : 6 }) : s("path", { d: `M2 ${y}H22` }),
        );
      }),
    );
    const list = h("ol", { class: "strip-stops" });
    for (const [i, label] of labels.entries()) {
      const item = h("li", {}, stopLabel(variant, label, layout.borderKm));
      item.style.top = `${Math.round(tops[i]!)}px`;
      list.append(item);
    }
    const frame = h("div", { class: "strip-frame" }, drawing, list);
    frame.style.height = `${Math.round(height)}px`;
    return h(
      "section",
      { class: "strip-column" },
      textElement(context, shown(variant.label, store.get().lang), "h3"),
      h(
        "p",
        { class: "strip-note" },
        variant.preferred ? h("strong", { class: "block" }, words("card.preferred")) : null,
        h("span", { class: "quiet" }, words(variant.along === "track" ? "rail.along_tracks" : "geometry.schematic")),
      ),
      frame,
    );
  }

  function table({ variants }: Strip): HTMLElement {
    const words = t();
    const { lang } = store.get();
    const rows = comparison(words, variants);
    const group = (published: boolean) =>
      h(
        "tbody",
        {},
        h(
          "tr",
          {},
          h(
            "th",
            { scope: "rowgroup", colspan: variants.length + 1, class: "row-group" },
            words(published ? "rail.published" : "rail.computed"),
          ),
        ),
        ...rows
          .filter((row) => row.published === published)
          .map(({ label, cells }) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, label),
              ...cells.map((cell) => h("td", {}, cell ?? h("span", { class: "quiet" }, words("rail.not_published")))),
            ),
          ),
        published &&
          h(
            "tr",
            {},
            h("th", { scope: "row" }, words("rail.scope")),
            ...variants.map((variant) =>
              h("td", {}, textElement(context, shown(variant.published.length_scope, lang))),
            ),
          ),
      );
    return h(
      "table",
      { class: "rail-table" },
      h("caption", { class: "visually-hidden" }, words("card.options")),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("td", {}),
          ...variants.map((variant) =>
            h("th", { scope: "col" }, textElement(context, shown(variant.label, lang)) ?? variant.id),
          ),
        ),
      ),
      group(true),
      group(false),
    );
  }

  /** What became of it, before anything else is said. */
  function verdict(line: Feature): HTMLElement {
    const words = t();
    const { lang } = store.get();
    const since = line.get("status_date");
    const stopped = line.events.findLast(({ kind }) => kind === line.status);
    const note = stopped && shown(stopped.note, lang);
    const isSo = line.status === "suspended" && line.get("geometry_kind") === "schematic";
    return h(
      "div",
      { class: "rail-verdict" },
      h(
        "p",
        { class: "card-state" },
        h("span", { class: `pill pill-${phase(line.status)}` }, words(`status.${line.status}`)),
        since ? h("span", { class: "quiet" }, words("date.as_of", { date: date(words, since) })) : null,
      ),
      isSo ? h("p", { class: "rail-headline" }, words("rail.headline")) : null,
      note ? h("p", { lang: note.lang, dir: "auto" }, note.text) : null,
      stopped?.source
        ? link(stopped.source.url, { class: "event-source" }, stopped.source.publisher ?? stopped.source.title ?? "")
        : null,
      h(
        "ul",
        { class: "rail-promises" },
        ...promises(line, atlas.edition).map(({ event, passed }) => {
          const text = shown(event.note, lang);
          const promise = text
            ? [h("span", { lang: text.lang, dir: "auto" }, text.text)]
            : [words("time.promised", { date: date(words, event.date) })];
          return h("li", {}, ...promise, passed ? h("span", { class: "quiet" }, ` · ${words("time.passed")}`) : null);
        }),
      ),
    );
  }

  const zoomTo = (line: Feature) => {
    const bounds = featureBounds(line);
    if (bounds) fitBeside(map, bounds);
  };

  function project(layout: Strip): HTMLElement {
    const words = t();
    const sources = new Map(
      layout.line.options.flatMap(({ source }) => (source ? [[source.id, source] as const] : [])),
    );
    return h(
      "section",
      {},
      h("h2", { class: "rail-name" }, featureLink(context, layout.line.id)),
      verdict(layout.line),
      h("h3", { class: "strip-title" }, words("rail.strip")),
      h(
        "button",
        { type: "button", class: "small-button", on: { click: () => zoomTo(layout.line) } },
        words("ui.show_on_map"),
      ),
      h("div", { class: "strip" }, ...layout.variants.map((variant) => column(variant, layout))),
      h("p", { class: "note" }, words("rail.schematic")),
      h(
        "ul",
        { class: "strip-key" },
        h("li", { class: "key-junction" }, words("rail.junction")),
        ...layout.variants.flatMap(({ stops }) =>
          stops.flatMap(({ again, feature, id }) => {
            const name = feature?.name(store.get().lang).text ?? id;
            return again ? [h("li", { class: "key-again" }, words("rail.again", { name }))] : [];
          }),
        ),
      ),
      h("h3", { class: "strip-title" }, words("card.options")),
      table(layout),
      h(
        "p",
        { class: "note" },
        `${words("card.sources")}: `,
        ...[...sources.values()].flatMap((source, i) => [
          i ? ", " : "",
          link(source.url, { class: "event-source" }, source.publisher ?? source.title ?? source.id),
        ]),
      ),
      textElement(context, layout.line.text("conflict", store.get().lang), "p", { class: "rail-conflict" }),
    );
  }

  function draw(): void {
    const words = t();
    const mask = store.mask();
    const others = atlas.features.filter(
      ({ kind, id, index }) => kind === "rail" && id !== HIGH_SPEED_LINE && mask[index],
    );
    const kinds = ["track", "project", "service", "crossing"] as const;
    const found = laidOut();
    panel.replaceChildren(...(found ? [project(found)] : []));
    if (others.length) {
      panel.append(
        h(
          "section",
          {},
          h("h2", {}, words("rail.others"), h("span", { class: "row-count" }, words.number(others.length))),
          ...kinds.flatMap((kind) => {
            const own = others.filter((feature) => (feature.get("line_kind") ?? "track") === kind);
            return own.length
              ? [
                  h("h3", {}, words(`line.${kind}`)),
                  h("ul", { class: "items" }, ...own.map((feature) => featureRow(context, feature))),
                ]
              : [];
          }),
        ),
      );
    } else if (!found) panel.append(h("p", { class: "note" }, words("ui.nothing")));
    mark();
  }

  /** Shows on the strip what the map points at, and the stop whose card is open. */
  function mark(): void {
    const { hovered, selected } = store.get();
    for (const element of panel.querySelectorAll("[data-stop]")) {
      const id = element.getAttribute("data-stop");
      element.classList.toggle("is-hovered", id === hovered || id === near);
      element.classList.toggle("is-selected", id === selected);
      if (element.tagName === "BUTTON") {
        if (id === selected) element.setAttribute("aria-current", "true");
        else element.removeAttribute("aria-current");
      }
    }
    for (const element of panel.querySelectorAll("[data-open]")) {
      if (element.getAttribute("data-open") === selected) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
  }
  const isOpen = () => store.get().tab === "rail";
  map.on("mousemove", ({ latlng }) => {
    const found = isOpen() ? laidOut() : null;
    const variant = found?.variants.find(({ along }) => along === "project");
    if (!variant) return;
    const place = [latlng.lng, latlng.lat] as const;
    const off = footOn(found?.line.line?.flat() ?? [], place)?.offKm ?? Number.POSITIVE_INFINITY;
    // A pixel at the equator is 156.5 km at zoom 0; other lines may lie over this one.
    const reach = (REACH * 156.5 * Math.cos((latlng.lat * Math.PI) / 180)) / 2 ** map.getZoom();
    const now = off <= reach ? (nearestStop(variant, place)?.id ?? null) : null;
    if (now === near) return;
    near = now;
    mark();
  });
  keepCurrent(context, "rail", ["lang", "time"], draw);
  store.on(["selected", "hovered"], () => isOpen() && mark());
  store.on(["selected"], ({ selected, view }, before) => {
    // A link that names the line and a view means that view.
    const found = selected && view === before.view ? laidOut() : null;
    if (!found || selected !== found.line.id) return;
    requestAnimationFrame(() => requestAnimationFrame(() => zoomTo(found.line)));
  });
}
