// The panel: how many places are shown, what may be asked of them, and those in the middle of the map as a list.
import { h, setText } from "../parts/dom";
import { sectorSwatch } from "../parts/swatch";
import type { Context } from "./context";
import { labelOf } from "./labels";
import { placeList } from "./lines";
import type { Points } from "./points";
import { FACETS, type Facet, NONE, shownOf, tally, toggled } from "./state";
import type { Spot } from "./tiles";
import { say } from "./words";

const LISTED = 30;
const LABELS = { sector: "legend.sectors", status: "filter.status", admin1: "filter.admin1" } as const;

interface Row {
  readonly facet: Facet;
  readonly word: string;
  readonly input: HTMLInputElement;
  readonly count: HTMLElement;
  readonly element: HTMLElement;
}

/** Words that some place has, in the order of the lists; regions by name. */
function there(context: Context, facet: Facet): string[] {
  const found = new Set(context.many.counts[facet]);
  const known = [...context.words[facet].keys()].filter((word) => found.has(word));
  if (facet !== "admin1") return known;
  const label = (word: string) => `${word ? word.slice(0, 2) : "~"}${labelOf(context, facet, word)}`;
  return known.sort((a, b) => label(a).localeCompare(label(b), context.store.get().lang));
}

function makeRow(context: Context, facet: Facet, word: string): Row {
  const { store, atlas } = context;
  const input = h("input", { type: "checkbox", "data-filter": `${facet}:${word}` });
  input.addEventListener("change", () => store.set({ chosen: toggled(store.get().chosen, facet, word) }));
  const count = h("span", { class: "row-count" });
  const sector = facet === "sector" ? atlas.sectors.find(({ id }) => id === word) : undefined;
  const name = h("span", { class: "row-name" }, labelOf(context, facet, word));
  const element = sector
    ? h("label", { class: "row" }, input, sectorSwatch(sector), name, count)
    : h("label", { class: "row row-filter" }, input, name, count);
  return { facet, word, input, count, element };
}

/** Fills the panel, and again in another language. */
export function addPanel(context: Context, points: Points, panel: HTMLElement, open: (spot: Spot) => void): void {
  const { store, many, t } = context;
  const opened = new Set<Facet>(["sector"]);
  const sum = h("p", { class: "sum", role: "status" });
  const clear = h("button", {
    type: "button",
    class: "small-button many-clear",
    on: { click: () => store.set({ chosen: NONE }) },
  });
  const sample = h("p", { class: "note many-sample" });
  let rows: Row[] = [];

  function build(): void {
    const words = t();
    const boxes = FACETS.map((facet) => {
      const own = there(context, facet).map((word) => makeRow(context, facet, word));
      rows.push(...own);
      const label = words(LABELS[facet]);
      const box = h(
        "details",
        { class: "facet", open: opened.has(facet) },
        h("summary", {}, h("span", {}, label)),
        h("div", { class: "facet-body", role: "group", "aria-label": label }, ...own.map(({ element }) => element)),
      );
      box.addEventListener("toggle", () => (box.open ? opened.add(facet) : opened.delete(facet)));
      return box;
    });
    clear.textContent = words("filter.clear");
    panel.replaceChildren(sum, sample, clear, ...boxes, listBox(context, points, open), ...notes(context));
  }
  function count(): void {
    const words = t();
    const { chosen } = store.get();
    const n = shownOf(many.counts, chosen);
    setText(sum, words("legend.shown", { n: words.number(n), total: words.number(many.n) }));
    clear.hidden = FACETS.every((facet) => !chosen[facet].size);
    const tallies = new Map(FACETS.map((facet) => [facet, tally(many.counts, chosen, facet)]));
    for (const row of rows) {
      const has = tallies.get(row.facet)!.get(row.word) ?? 0;
      row.input.checked = chosen[row.facet].has(row.word);
      row.element.classList.toggle("is-empty", !has);
      setText(row.count, words.number(has));
    }
  }
  /** Never does the map look as if it drew all where it draws a part. */
  function tellSample(): void {
    const words = t();
    const drawn = many.drawn[points.zoom() - many.first] ?? many.n;
    const values = { n: words.number(drawn), total: words.number(many.n) };
    setText(sample, drawn < many.n ? say(words, "many.sample", values) : say(words, "many.all"));
  }
  function fill(): void {
    rows = [];
    build();
    count();
    tellSample();
  }
  store.on(["lang"], fill);
  store.on(["chosen"], count);
  context.map.on("kzuz:looked", tellSample);
  fill();
}

/** The places nearest to the middle of the map, where all are drawn. */
function listBox(context: Context, points: Points, open: (spot: Spot) => void): HTMLElement {
  const { map, store, t } = context;
  const words = t();
  const body = h("div", { class: "facet-body" });
  const box = h(
    "details",
    { class: "facet many-list" },
    h("summary", {}, h("span", {}, say(words, "many.list"))),
    body,
  );
  let asked = 0;
  async function list(): Promise<void> {
    if (!box.open || !box.isConnected) return;
    const now = ++asked;
    const isAll = points.zoom() === context.tiles()?.last;
    const spots = isAll ? points.inView(LISTED) : [];
    const found = spots.length ? await placeList(context, spots, open) : null;
    const note = isAll ? words("ui.nothing") : say(words, "many.list_nearer");
    if (now === asked) body.replaceChildren(found ?? h("p", { class: "note" }, note));
  }
  box.addEventListener("toggle", () => void list());
  map.on("kzuz:looked", () => void list());
  store.on(["chosen"], () => void list());
  return box;
}

function notes({ atlas, store, t }: Context): HTMLElement[] {
  const words = t();
  const texts = [say(words, "many.about"), words("about.ground"), words("about.borders")];
  if (atlas.textStatus[store.get().lang] === "machine") texts.push(words("ui.machine"));
  return texts.map((text) => h("p", { class: "note" }, text));
}
