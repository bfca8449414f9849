// Printing: one A4 landscape page with title, map, legend, scale, sources and date, then everything shown as a table.
import type { Context } from "../ask/context";
import { date } from "../atlas/format";
import type { Source } from "../atlas/types";
import { bothCountries } from "../map/map";
import { sectorCounts, sectorLine } from "../panels/legend/sector_counts";
import { h } from "../parts/dom";
import { featureTable } from "../parts/feature_table";
import { pageTitle } from "../parts/text";
import type { Shell } from "./shell";

const MOST_ROWS = 2000;
const CLASS = "kzuz-print";
/** Of an A4 page across inside its margins, px, and a little less, for what a printer rounds up. */
const PAGE_HEIGHT = 710;

export function addPrint(context: Context, shell: Shell): () => void {
  const { atlas, store, map, t } = context;
  const app = map.getContainer().closest<HTMLElement>(".app")!;
  const top = h("div", { class: "print-top print-only" });
  const legend = h("div", { class: "print-legend print-only" });
  const foot = h("div", { class: "print-foot print-only" });
  const pages = h("div", { class: "print-pages print-only" });
  let view: { center: ReturnType<typeof map.getCenter>; zoom: number } | null = null;

  function fill(): void {
    const words = t();
    const { time } = store.get();
    const mask = store.mask();
    const all = atlas.features.filter(({ index }) => mask[index]);
    const rows = all.slice(0, MOST_ROWS);
    const numbers = new Map<Source, number>();
    for (const feature of rows) {
      for (const { source } of feature.citations) if (!numbers.has(source)) numbers.set(source, numbers.size + 1);
    }
    const today = date(words, new Date().toISOString().slice(0, 10));
    const chips = [...shell.slots.strip.querySelectorAll(".chip")].map((chip) => chip.textContent ?? "");
    top.replaceChildren(
      h("h1", {}, pageTitle(context)),
      h(
        "p",
        {},
        [
          words("ui.edition", { date: date(words, atlas.edition || null) }),
          words("legend.shown", { n: words.number(all.length), total: words.number(atlas.features.length) }),
          ...chips,
        ].join(" · "),
      ),
    );
    const key = shell.panel("legend")?.querySelector(".key")?.cloneNode(true) as HTMLElement | undefined;
    for (const note of key?.querySelectorAll(".note, .visually-hidden") ?? []) note.remove();
    // Paper explains all its marks alike.
    for (const row of key?.querySelectorAll(".is-absent") ?? []) row.classList.remove("is-absent");
    legend.replaceChildren(
      h("h2", {}, words("legend.sectors")),
      h("ul", {}, ...sectorCounts(context).map((row) => h("li", { class: "print-row" }, ...sectorLine(context, row)))),
      ...(key ? [key] : []),
    );
    foot.replaceChildren(
      h(
        "p",
        {},
        [
          atlas.credit,
          words("about.borders_short"),
          words.count("count.sources", numbers.size),
          words("about.licence", { licence: words("about.licences") }),
          atlas.fingerprint ? words("about.fingerprint", { fingerprint: atlas.fingerprint }) : "",
          words("print.date", { date: today }),
        ]
          .filter(Boolean)
          .join(" · "),
      ),
    );
    const table = featureTable(context, rows, {
      order: { by: "given", descending: false },
      grouping: "sector",
      caption: time ? words("time.at", { date: date(words, time) }) : words("time.today"),
      numbers,
    });
    const cite = ([{ title, publisher, date: day, url, id }, n]: [Source, number]) =>
      h(
        "li",
        { value: n },
        [title ?? id, publisher, day ? date(words, day) : "", url].filter(Boolean).map(String).join(". "),
      );
    pages.replaceChildren(
      h("h2", {}, words("ui.list")),
      table,
      all.length > rows.length
        ? h("p", {}, words("ui.more", { n: words.number(all.length - rows.length) }))
        : h("span", {}),
      h("h2", {}, words("card.sources")),
      h("ol", { class: "print-sources" }, ...[...numbers].map(cite)),
    );
  }
  /** The page as it will be printed: the map needs its size before the printer asks for it. */
  function prepare(): void {
    if (view) {
      // Painted again for the printer, its strokes reach the paper sharp.
      map.fire("kzuz:recolour");
      return;
    }
    view = { center: map.getCenter(), zoom: map.getZoom() };
    const seen = map.getBounds();
    const whole = bothCountries();
    // Round the two countries there is nothing worth paper.
    const bounds = seen.contains(whole) ? whole : seen;
    fill();
    app.append(top, legend, foot, pages);
    document.documentElement.classList.add(CLASS);
    app.style.setProperty("--map-height", `${PAGE_HEIGHT - top.offsetHeight - foot.offsetHeight}px`);
    map.invalidateSize({ animate: false, pan: false });
    map.fitBounds(bounds, { animate: false });
    map.fire("kzuz:recolour");
  }
  function restore(): void {
    if (!view) return;
    document.documentElement.classList.remove(CLASS);
    for (const part of [top, legend, foot, pages]) {
      part.replaceChildren();
      part.remove();
    }
    map.invalidateSize({ animate: false, pan: false });
    map.setView(view.center, view.zoom, { animate: false });
    map.fire("kzuz:recolour");
    view = null;
  }
  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", restore);
  return () => {
    prepare();
    // Two frames, so that pictures and texts stand where they will be printed.
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
  };
}
