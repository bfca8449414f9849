// The list of everything shown: first what has no place on the map, then the rest; or all of it as a table.
import type { Context } from "../../ask/context";
import { gatheringOf } from "../../ask/packages";
import type { Sort } from "../../ask/rows";
import type { Feature } from "../../atlas/types";
import { viewIndex } from "../../map/in_view";
import { h, setChildren, setText } from "../../parts/dom";
import { featureTable, groupLabel } from "../../parts/feature_table";
import { keepCurrent } from "../../parts/keep_current";
import { keepMarked, markOpen, openersOf } from "../../parts/keep_marked";
import { keeper } from "../../parts/keeper";
import { featureRow, openCard } from "../../parts/row";
import { stateText } from "../../parts/state";
import { barContents } from "./bar";
import { type Choice, FIRST_CHOICE, type Part, type Rows, rowsOf, turned, withAll, withMore } from "./data";
import { gatheringPage } from "./gathering";

/** Rows are kept as long as they would look the same: moving the time slider changes few of them. */
function rowKeeper(context: Context): { begin(): void; row(feature: Feature): HTMLElement; forget(): void } {
  const rows = new Map<string, { state: string; element: HTMLElement }>();
  let used = new Set<HTMLElement>();
  return {
    begin() {
      used = new Set();
    },
    row(feature) {
      const state = stateText(context, feature);
      const kept = rows.get(feature.id);
      // Grouped by region a thing may stand in several places; each needs an element of its own.
      const again = kept?.state === state && !used.has(kept.element);
      const element = again ? kept.element : featureRow(context, feature);
      rows.set(feature.id, { state, element });
      used.add(element);
      return element;
    },
    forget: () => rows.clear(),
  };
}

/** Draws the sections of the list; what stands around the rows is kept too, until the language changes. */
function sectionMaker(context: Context) {
  const { t } = context;
  const rows = rowKeeper(context);
  const { keep, forget } = keeper<HTMLElement>();

  function section({ kind, total, groups }: Part, { grouping }: Choice): HTMLElement {
    const words = t();
    const count = keep(`${kind} count`, () => h("span", { class: "row-count" }));
    setText(count, words.number(total));
    const contents = [keep(`${kind} heading`, () => h("h2", {}, words(`list.${kind}`), count))];
    if (kind === "unlocated")
      contents.push(keep("note", () => h("p", { class: "note" }, words("list.unlocated_note"))));
    for (const { key, features } of groups) {
      const place = `${kind} ${grouping} ${key}`;
      const list = keep(place, () => h("ul", { class: "items" }));
      setChildren(list, features.map(rows.row));
      if (grouping !== "none")
        contents.push(keep(`${place} name`, () => h("h3", {}, groupLabel(context, grouping, key))));
      contents.push(list);
    }
    const element = keep(kind, () => h("section", { class: kind }));
    setChildren(element, contents);
    return element;
  }
  return {
    sections({ parts }: Rows, choice: Choice): HTMLElement[] {
      rows.begin();
      return parts.map((part) => section(part, choice));
    },
    /** What follows the rows: that there are none, or the way to more. */
    ending({ total, rest }: Rows, more: () => void): HTMLElement[] {
      const words = t();
      if (!total) return [keep("nothing", () => h("p", { class: "note" }, words("ui.nothing")))];
      if (!rest) return [];
      const button = keep("more", () => h("button", { type: "button", class: "more", on: { click: more } }));
      setText(button, `${words("ui.show_more")} (${words.number(rest)})`);
      return [button];
    },
    forget() {
      rows.forget();
      forget();
    },
  };
}

function table(context: Context, { shown, total }: Rows, { order, grouping }: Choice, sort: (by: Sort) => void) {
  const { atlas, store, t } = context;
  const words = t();
  const element = featureTable(context, shown, {
    order,
    grouping,
    caption: words("legend.shown", { n: words.number(total), total: words.number(atlas.features.length) }),
    sort,
    open: ({ id }) => openCard(store, id),
  });
  return h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": words("ui.list") }, element);
}

/** The features asked for: all that is shown, or of it what lies in the part of the map that is seen. */
function createAsked({ atlas, store, map }: Context): (choice: Choice) => Feature[] {
  let find: ReturnType<typeof viewIndex> | undefined;
  return ({ onlyInView }) => {
    if (!onlyInView) return store.shown();
    find ??= viewIndex(atlas.features);
    const [mask, bounds] = [store.mask(), map.getBounds()];
    return find([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]).filter(
      ({ index }) => mask[index],
    );
  };
}

/** Does `draw`, and gives the focus back to the row that had it, and the scrolled panel its place. */
function keepingPlace(body: HTMLElement, scrolled: Element | null, draw: () => void): void {
  const held = document.activeElement?.closest<HTMLElement>("[data-open]");
  const heldId = held && body.contains(held) ? held.dataset.open! : null;
  const top = scrolled?.scrollTop;
  draw();
  if (scrolled && top !== undefined) scrolled.scrollTop = top;
  openersOf(body, heldId)
    .find((row) => row.tagName === "BUTTON")
    ?.focus();
}

/** @param widen gives the panel more room, or takes it back: a table wants it while it is looked at */
export function buildList(context: Context, panel: HTMLElement, widen: (isWide: boolean) => void): void {
  const { atlas, store, map } = context;
  let choice = FIRST_CHOICE;
  const body = h("div", { class: "list-body" });
  const bar = h("div", { class: "list-bar" });
  panel.append(bar, body);
  const maker = sectionMaker(context);
  const asked = createAsked(context);
  /** Whether the bar is that of a page now. */
  let isPage = false;
  const pageAsked = () => (choice.isTable ? null : gatheringOf(store.get()));

  function draw(): void {
    const { lang, time, selected } = store.get();
    const rows = rowsOf(atlas, asked(choice), choice, lang, time);
    const more = () => choose(withMore(choice));
    keepingPlace(body, choice.isTable ? panel.parentElement : null, () => {
      const gathering = pageAsked();
      if ((gathering !== null) !== isPage) drawBar();
      if (gathering) setChildren(body, gatheringPage(context, gathering));
      else {
        const contents = choice.isTable ? [table(context, rows, choice, sort)] : maker.sections(rows, choice);
        setChildren(body, [...contents, ...maker.ending(rows, more)]);
      }
      markOpen(body, selected);
    });
  }
  function choose(patch: Partial<Choice>): void {
    choice = { ...choice, ...patch };
    if ("isTable" in patch) {
      makeRoom();
      drawBar();
      bar.querySelector<HTMLElement>("[aria-pressed]")?.focus();
    }
    draw();
  }
  function sort(by: Sort): void {
    choose({ order: turned(choice.order, by) });
    body.querySelector<HTMLElement>(`[data-sort="${by}"]`)?.focus();
  }
  function drawBar(): void {
    isPage = pageAsked() !== null;
    bar.replaceChildren(...barContents(context, choice, choose, isPage));
  }
  function makeRoom(): void {
    const { tab, panelOpen } = store.get();
    widen(choice.isTable && tab === "list" && panelOpen);
  }
  function reveal(feature: Feature): void {
    const row = () => openersOf(body, feature.id)[0];
    const further = !row() && store.visible(feature) ? withAll(choice) : null;
    if (further) choose(further);
    row()?.scrollIntoView({ block: "nearest" });
  }
  drawBar();
  store.on(["lang"], () => {
    maker.forget();
    drawBar();
  });
  const refresh = keepCurrent(context, "list", ["lang", "time", "filters"], draw);
  store.on(["tab", "panelOpen"], makeRoom);
  map.on("moveend", () => choice.onlyInView && refresh());
  keepMarked(store, body);
  store.on(["selected"], ({ selected, tab }) => {
    const feature = selected && tab === "list" ? atlas.byId(selected) : undefined;
    if (feature) reveal(feature);
  });
}
