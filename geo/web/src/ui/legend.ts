// The legend is the layer switch: what is drawn, how much of it, and what the marks and lines mean.
import type { Context } from "../context";
import { h, s, setText } from "../dom";
import { glyph, type Phase, stationGlyph } from "../map/glyph";
import { groupElement } from "../map/group";
import type { Precision, Sector, SectorId, Status } from "../types";
import { keepCurrent } from "./current";
import { sectorName } from "./text";

const PRECISIONS: Precision[] = ["exact", "locality", "region", "country"];
const PHASES: [Phase, string][] = [
  ["ahead", "legend.line_proposed"],
  ["building", "legend.line_construction"],
  ["running", "legend.line_service"],
  ["stopped", "legend.line_suspended"],
  ["unknown", "legend.line_unknown"],
];

/** Features let through by everything but the sector switches, by sector. */
function counts({ atlas, store }: Context): Map<SectorId, number> {
  const mask = store.mask("sectors");
  const found = new Map<SectorId, number>();
  for (const { sector, index } of atlas.features) if (mask[index]) found.set(sector, (found.get(sector) ?? 0) + 1);
  return found;
}

export function buildLegend(context: Context, panel: HTMLElement): void {
  const { atlas, store, t, groups } = context;
  const inMap = atlas.sectors.filter(({ id }) => id in groups);
  const sum = h("p", { class: "sum" });
  const switches = h("div", { class: "switches" });
  const key = h("div", { class: "key" });
  panel.append(sum, switches, key);
  const located = Uint8Array.from(atlas.features, (feature) => Number(feature.located));
  let rows: { id: SectorId; element: HTMLElement; input: HTMLInputElement; count: HTMLElement }[] = [];
  let themes: { input: HTMLInputElement; sectors: readonly SectorId[] }[] = [];

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
    const count = h("span", { class: "row-count" });
    const name = h("span", { class: "row-name" }, sectorName(context, sector.id, store.get().lang));
    const element = h("label", { class: "row" }, input, swatch, name, count);
    rows.push({ id: sector.id, element, input, count });
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
      ),
      ...atlas.themes.flatMap((id) => theme(id) ?? []),
    );
  }
  /** What is on and how much of it there is: written in place, since it follows every step of the time slider. */
  function count(): void {
    const words = t();
    const { off } = store.get();
    const tally = counts(context);
    for (const { id, element, input, count } of rows) {
      const n = tally.get(id) ?? 0;
      input.checked = !off.has(id);
      element.classList.toggle("is-empty", !n);
      setText(count, words.number(n));
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

  function drawKey(): void {
    const words = t();
    const row = (picture: Element, label: string) =>
      h("li", {}, h("span", { class: "swatch" }, picture), h("span", {}, label));
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
        ...PRECISIONS.map((precision) => row(mark(precision, "operational"), words(`precision.${precision}`))),
      ),
      h("h2", {}, words("legend.shapes")),
      h(
        "ul",
        { class: "key-list" },
        row(mark("exact", "operational", "crossing"), words("kind.crossing")),
        row(stationGlyph(true), words("legend.station")),
        row(
          groupElement(atlas.sectors, new Map(inMap.slice(0, 3).map(({ id }) => [id, 1])), "3"),
          words("legend.group"),
        ),
        row(mark("exact", "planned"), words("legend.status_mark")),
        row(mark("exact", "under_construction"), words("status.under_construction")),
        row(mark("exact", "suspended"), words("legend.status_stopped")),
      ),
      h("h2", {}, words("legend.lines")),
      h(
        "ul",
        { class: "key-list key-lines" },
        ...PHASES.map(([state, label]) => row(line(state, "generalised"), words(label))),
        row(line("running", "schematic"), words("legend.schematic")),
        row(
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
  drawKey();
  store.on(["lang"], () => {
    drawSwitches();
    drawKey();
  });
  keepCurrent(context, "legend", ["lang", "off"], count, 0);
}
