// The legend is the layer switch: what is drawn, how much of it and how much in view, and what marks and lines mean.
import type { Context } from "../../ask/context";
import { unpackLine } from "../../atlas/decode";
import type { Position, Precision, Sector, SectorId, Status } from "../../atlas/types";
import { nextTask } from "../../boot/idle";
import { type Box, crosses, traits, viewIndex } from "../../map/in_view";
import { groupElement } from "../../map/marks/group_mark";
import { STATIONS_FROM } from "../../map/marks/marks";
import { h, s, setText } from "../../parts/dom";
import { glyph, type Phase, stationGlyph } from "../../parts/glyph";
import { keepCurrent } from "../../parts/keep_current";
import { sectorName } from "../../parts/text";

const PRECISIONS: Precision[] = ["exact", "locality", "region", "country"];
const PHASES: [Phase, string][] = [
  ["ahead", "legend.line_proposed"],
  ["building", "legend.line_construction"],
  ["running", "legend.line_service"],
  ["stopped", "legend.line_suspended"],
  ["unknown", "legend.line_unknown"],
];

/** The map comes to rest before anything is looked for in it. */
const REST_MS = 120;
/** Of more features than this, what each shows is not asked: it would take longer than a frame. */
const MOST = 5000;

/** A sector's row, and how many of it are shown. */
interface Row {
  readonly id: SectorId;
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly said: HTMLElement;
  readonly count: HTMLElement;
  n: number;
}

/** Features let through by everything but the sector switches, by sector. */
function counts({ atlas, store }: Context): Map<SectorId, number> {
  const mask = store.mask("sectors");
  const found = new Map<SectorId, number>();
  for (const { sector, index } of atlas.features) if (mask[index]) found.set(sector, (found.get(sector) ?? 0) + 1);
  return found;
}

export function buildLegend(context: Context, panel: HTMLElement): void {
  const { atlas, store, map, t, groups } = context;
  const inMap = atlas.sectors.filter(({ id }) => id in groups);
  const sum = h("p", { class: "sum" });
  const switches = h("div", { class: "switches" });
  const key = h("div", { class: "key" });
  panel.append(sum, switches, key);
  const located = Uint8Array.from(atlas.features, (feature) => Number(feature.located));
  let find: ReturnType<typeof viewIndex> | undefined;
  let border: Position[][] | undefined;
  /** How many of each sector are in view; unknown until the map first comes to rest. */
  let inView: Map<SectorId, number> | undefined;
  let rows: Row[] = [];
  let themes: { input: HTMLInputElement; sectors: readonly SectorId[] }[] = [];
  /** Rows of the key by what they explain, to be told whether it is in view. */
  const explained = new Map<string, (isThere: boolean) => void>();

  const setOff = (ids: readonly SectorId[], isOff: boolean) => {
    const off = new Set(store.get().off);
    for (const id of ids) {
      if (isOff) off.add(id);
      else off.delete(id);
    }
    store.set({ off });
  };

  function sectorRow(sector: Sector): HTMLElement {
    const mark = glyph({ kind: "site", precision: "exact", status: "operational" }, sector);
    const swatch = h("span", { class: "swatch" }, mark);
    swatch.style.setProperty("--c", sector.color);
    const input = h("input", {
      type: "checkbox",
      "data-sector-switch": sector.id,
      on: { change: () => setOff([sector.id], !input.checked) },
    });
    const said = h("span", { class: "visually-hidden" });
    const count = h("span", { class: "row-count", "aria-hidden": "true" });
    const name = h("span", { class: "row-name" }, sectorName(context, sector.id, store.get().lang));
    const element = h("label", { class: "row" }, input, swatch, name, said, count);
    rows.push({ id: sector.id, element, input, said, count, n: 0 });
    return element;
  }

  function theme(id: string): HTMLElement | null {
    const own = inMap.filter((sector) => sector.theme === id);
    if (!own.length) return null;
    const sectors = own.map((sector) => sector.id);
    const input = h("input", {
      type: "checkbox",
      "data-theme-switch": id,
      on: { change: () => setOff(sectors, !input.checked) },
    });
    themes.push({ input, sectors });
    return h(
      "fieldset",
      { class: "theme" },
      h("legend", {}, h("label", {}, input, h("span", {}, t()(`theme.${id}`)))),
      ...own.map(sectorRow),
    );
  }

  function drawSwitches(): void {
    const words = t();
    rows = [];
    themes = [];
    const all = inMap.map(({ id }) => id);
    const action = (label: string, isOff: boolean) =>
      h("button", { type: "button", class: "plain", on: { click: () => setOff(all, isOff) } }, words(label));
    switches.replaceChildren(
      h(
        "div",
        { class: "switch-head" },
        h("h2", {}, words("legend.sectors")),
        action("ui.all_on", false),
        action("ui.all_off", true),
        h("span", { class: "count-key", "aria-hidden": "true" }, words("legend.count_key")),
      ),
      ...atlas.themes.flatMap((id) => theme(id) ?? []),
    );
  }
  /** A sector's figures: how many are in view, once that is known, of how many. */
  function tell({ id, said, count, n }: Row): void {
    const words = t();
    const [all, view] = [words.number(n), words.number(inView?.get(id) ?? 0)];
    setText(said, inView ? words("legend.count", { n: all, view }) : all);
    setText(count, inView ? `${view} / ${all}` : all);
  }
  /** What is on and how much of it there is: written in place, since it follows every step of the time slider. */
  function count(): void {
    const words = t();
    const { off } = store.get();
    const tally = counts(context);
    for (const row of rows) {
      row.n = tally.get(row.id) ?? 0;
      row.input.checked = !off.has(row.id);
      row.element.classList.toggle("is-empty", !row.n);
      tell(row);
    }
    for (const { input, sectors } of themes) {
      const on = sectors.filter((id) => !off.has(id)).length;
      input.checked = on === sectors.length;
      input.indeterminate = on > 0 && on < sectors.length;
    }
    const mask = store.mask();
    const n = mask.reduce((sum, bit) => sum + bit, 0);
    const onMap = mask.reduce((sum, bit, i) => sum + (bit & located[i]!), 0);
    const shown = words("legend.shown", { n: words.number(n), total: words.number(atlas.features.length) });
    setText(sum, `${shown} · ${words("legend.on_map", { n: words.number(onMap) })}`);
  }

  /** By where they are drawn, for only the map knows what it gathers. */
  function groupsInView(): boolean {
    const area = map.getContainer().getBoundingClientRect();
    return [...map.getContainer().getElementsByClassName("group")].some((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return right > area.left && left < area.right && bottom > area.top && top < area.bottom;
    });
  }
  /** Says how much of what is shown is in view, and which rows of the key have nothing there. */
  function look(): void {
    const { time, selected } = store.get();
    const { borders = [], scale = 1e4 } = atlas.basemap;
    border ??= borders.flatMap(({ kz_uz, line }) => (kz_uz ? line.map((part) => unpackLine(part, scale)) : []));
    find ??= viewIndex(atlas.features);
    const bounds = map.getBounds();
    const box: Box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const [passing, visible] = [store.mask("sectors"), store.mask()];
    const few = atlas.features.length <= MOST;
    const stations = map.getZoom() >= STATIONS_FROM;
    const there = new Set<string>();
    if (groupsInView()) there.add("group");
    if (crosses(border, box)) there.add("border");
    inView = new Map();
    for (const feature of find(box)) {
      const { index, sector } = feature;
      if (passing[index]) inView.set(sector, (inView.get(sector) ?? 0) + 1);
      const isDrawn = few && visible[index] && (stations || feature.kind !== "station" || feature.id === selected);
      if (isDrawn) for (const trait of traits(feature, time)) there.add(trait);
    }
    for (const row of rows) tell(row);
    if (few) for (const [trait, mark] of explained) mark(there.has(trait));
  }

  function drawKey(): void {
    const words = t();
    const row = (trait: string, picture: Element, label: string) => {
      const absent = h("span", { class: "visually-hidden" });
      const element = h("li", {}, h("span", { class: "swatch" }, picture), h("span", {}, label, absent));
      explained.set(trait, (isThere) => {
        element.classList.toggle("is-absent", !isThere);
        setText(absent, isThere ? "" : ` (${words("legend.absent")})`);
      });
      return element;
    };
    const sample = { ...(inMap[0] ?? atlas.sector("industry")), color: "#4a5560", icon: "circle" };
    const mark = (precision: Precision, status: Status, kind: "site" | "crossing" = "site") =>
      glyph({ kind, precision, status }, sample);
    const line = (state: Phase, kind: string) =>
      s(
        "svg",
        { viewBox: "0 0 44 14", width: 44, height: 14, "aria-hidden": "true", class: "line-sample" },
        ...["line-band", "line-core"].map((role) =>
          s("path", { class: `line ${role} line-${kind} line-${state}`, d: "M2 7h40" }),
        ),
      );
    key.replaceChildren(
      h("h2", {}, words("legend.certainty")),
      h(
        "ul",
        { class: "key-list" },
        ...PRECISIONS.map((precision) =>
          row(precision, mark(precision, "operational"), words(`precision.${precision}`)),
        ),
      ),
      h("h2", {}, words("legend.shapes")),
      h(
        "ul",
        { class: "key-list" },
        row("crossing", mark("exact", "operational", "crossing"), words("kind.crossing")),
        row("station", stationGlyph(true), words("legend.station")),
        row(
          "group",
          groupElement(atlas.sectors, new Map(inMap.slice(0, 3).map(({ id }) => [id, 1])), "3"),
          words("legend.group"),
        ),
        row("mark-ahead", mark("exact", "planned"), words("legend.status_mark")),
        row("mark-building", mark("exact", "under_construction"), words("status.under_construction")),
        row("mark-stopped", mark("exact", "suspended"), words("legend.status_stopped")),
      ),
      h("h2", {}, words("legend.lines")),
      h(
        "ul",
        { class: "key-list key-lines" },
        ...PHASES.map(([state, label]) => row(`line-${state}`, line(state, "generalised"), words(label))),
        row("schematic", line("running", "schematic"), words("legend.schematic")),
        row(
          "border",
          s(
            "svg",
            { viewBox: "0 0 44 14", width: 44, height: 14, "aria-hidden": "true" },
            s("path", { class: "border-sample", d: "M2 7h40" }),
            s("path", { class: "border-sample-core", d: "M2 7h40" }),
          ),
          words("legend.border"),
        ),
      ),
      h("p", { class: "note" }, words("about.text")),
      h("p", { class: "note" }, words("about.borders")),
    );
    if (atlas.textStatus[store.get().lang] === "machine") key.append(h("p", { class: "note" }, words("ui.machine")));
  }

  drawSwitches();
  function drawRest(): void {
    drawKey();
    let resting = window.setTimeout(() => {
      const refresh = keepCurrent(context, "legend", ["lang", "off", "time", "selected"], look);
      map.on("moveend", () => {
        clearTimeout(resting);
        resting = window.setTimeout(refresh, REST_MS);
      });
    }, REST_MS);
  }
  // While the page opens, what is below the switches waits until all is read, and what is in view comes after that.
  if (document.documentElement.classList.contains("kzuz-painted")) drawRest();
  else document.addEventListener("kzuz-painted", () => nextTask().then(drawRest), { once: true });
  store.on(["lang"], () => {
    drawSwitches();
    drawKey();
  });
  keepCurrent(context, "legend", ["lang", "off"], count);
}
