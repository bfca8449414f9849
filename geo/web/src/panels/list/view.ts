// The list of everything shown: first what has no place on the map, then the rest; or all of it as a table.
import type { Context } from "../../ask/context";
import { GROUPINGS, type Grouping, grouped, type Order, SORTS, sorted } from "../../ask/rows";
import { statusOn } from "../../atlas/history";
import type { Feature } from "../../atlas/types";
import { featureBounds } from "../../map/areas";
import { h, setChildren, setText } from "../../parts/dom";
import { featureTable, groupLabel, stateText } from "../../parts/feature_table";
import { glyph, stationGlyph } from "../../parts/glyph";
import { keepCurrent } from "../../parts/keep_current";
import { textElement } from "../../parts/text";

const PAGE = 150;
const MOST_ROWS = 3000;
const GIVEN: Order = { by: "given", descending: false };

/** A row of a list that opens a feature's card, and points at it on the map. */
export function cardRow({ store }: Context, { id }: Feature, ...children: HTMLElement[]): HTMLElement {
  const hover = (hovered: string | null) => () => store.set({ hovered });
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "item",
        "data-open": id,
        "aria-current": store.get().selected === id ? "true" : null,
        on: {
          click: () => store.set({ selected: id, choices: [] }),
          mouseenter: hover(id),
          mouseleave: hover(null),
          focus: hover(id),
          blur: hover(null),
        },
      },
      ...children,
    ),
  );
}

/** A feature as one row that opens its card. */
export function featureRow(context: Context, feature: Feature): HTMLElement {
  const { atlas, store, t } = context;
  const words = t();
  const { kind, precision } = feature;
  const isStation = kind === "station";
  const swatch = h(
    "span",
    { class: "swatch" },
    isStation
      ? stationGlyph(feature.get("confirmed") !== false)
      : glyph({ kind, precision, status: statusOn(feature, store.get().time) }, atlas.sector(feature.sector)),
  );
  swatch.style.setProperty("--c", atlas.sector(feature.sector).color);
  const text = h(
    "span",
    { class: "item-text" },
    textElement(context, feature.name(store.get().lang), "span", { class: "item-name" }),
    h("span", { class: "item-facts" }, `${words(`kind.${feature.kind}`)} · ${stateText(context, feature)}`),
  );
  return cardRow(context, feature, swatch, text);
}

export function buildList(context: Context, panel: HTMLElement): void {
  const { atlas, store, map, t } = context;
  let limit = PAGE;
  let order: Order = { by: "given", descending: false };
  let grouping: Grouping = "sector";
  let isTable = false;
  let onlyInView = false;
  const body = h("div", { class: "list-body" });
  const bar = h("div", { class: "list-bar" });
  panel.append(bar, body);

  /** Rows are kept as long as they would look the same: moving the time slider changes few of them. */
  const rows = new Map<string, { state: string; element: HTMLElement }>();
  let used = new Set<HTMLElement>();
  function row(feature: Feature): HTMLElement {
    const state = stateText(context, feature);
    const kept = rows.get(feature.id);
    // Grouped by region a thing may stand in several places; each needs an element of its own.
    const again = kept?.state === state && !used.has(kept.element);
    const element = again ? kept.element : featureRow(context, feature);
    rows.set(feature.id, { state, element });
    used.add(element);
    return element;
  }

  /** What stands around the rows is kept too, until the language changes. */
  const kept = new Map<string, HTMLElement>();
  function keep(key: string, make: () => HTMLElement): HTMLElement {
    const element = kept.get(key) ?? make();
    kept.set(key, element);
    return element;
  }
  function section(kind: "unlocated" | "located", features: readonly Feature[], total: number): HTMLElement {
    const words = t();
    const count = keep(`${kind} count`, () => h("span", { class: "row-count" }));
    setText(count, words.number(total));
    const contents = [keep(`${kind} heading`, () => h("h2", {}, words(`list.${kind}`), count))];
    if (kind === "unlocated")
      contents.push(keep("note", () => h("p", { class: "note" }, words("list.unlocated_note"))));
    for (const { key, features: own } of grouped(atlas, features, grouping, store.get().lang)) {
      const place = `${kind} ${grouping} ${key}`;
      const list = keep(place, () => h("ul", { class: "items" }));
      setChildren(list, own.map(row));
      if (grouping !== "none")
        contents.push(keep(`${place} name`, () => h("h3", {}, groupLabel(context, grouping, key))));
      contents.push(list);
    }
    const element = keep(kind, () => h("section", { class: kind }));
    setChildren(element, contents);
    return element;
  }
  function table(features: readonly Feature[], total: number): HTMLElement {
    const caption = t()("legend.shown", { n: t().number(total), total: t().number(atlas.features.length) });
    const element = featureTable(context, features, {
      order,
      grouping,
      caption,
      sort: (by) => {
        order = order.by === by && order.descending ? GIVEN : { by, descending: order.by === by };
        draw();
        body.querySelector<HTMLElement>(`[data-sort="${by}"]`)?.focus();
      },
      open: (feature) => store.set({ selected: feature.id, choices: [] }),
    });
    for (const row of element.querySelectorAll<HTMLElement>("tr[data-open]")) {
      const id = row.dataset.open!;
      row.addEventListener("mouseenter", () => store.set({ hovered: id }));
      row.addEventListener("mouseleave", () => store.set({ hovered: null }));
      row.addEventListener("focusin", () => store.set({ hovered: id }));
      row.addEventListener("focusout", () => store.set({ hovered: null }));
    }
    return h("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": t()("ui.list") }, element);
  }

  function draw(): void {
    used = new Set();
    const held = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>("[data-open]");
    const heldId = held && body.contains(held) ? held.dataset.open : undefined;
    const words = t();
    const { lang, time } = store.get();
    const mask = store.mask();
    const bounds = onlyInView ? map.getBounds() : null;
    const isIn = (feature: Feature) => !bounds || featureBounds(feature)?.intersects(bounds);
    const all = sorted(
      atlas,
      atlas.features.filter((feature) => mask[feature.index] && isIn(feature)),
      order,
      lang,
      time,
    );
    const lost = all.filter(({ located }) => !located);
    const placed = all.filter(({ located }) => located);
    const shownLost = lost.slice(0, limit);
    const shownPlaced = placed.slice(0, Math.max(0, limit - shownLost.length));
    const rest = all.length - Math.min(all.length, limit);
    const top = isTable ? panel.parentElement?.scrollTop : undefined;
    const contents = isTable
      ? [table(all.slice(0, limit), all.length)]
      : [
          ...(bounds ? [] : [section("unlocated", shownLost, lost.length)]),
          section("located", shownPlaced, placed.length),
        ];
    if (!all.length) contents.push(keep("nothing", () => h("p", { class: "note" }, words("ui.nothing"))));
    if (rest > 0) {
      const more = () => {
        limit += PAGE * 2;
        draw();
      };
      const button = keep("more", () => h("button", { type: "button", class: "more", on: { click: more } }));
      setText(button, `${words("ui.show_more")} (${words.number(rest)})`);
      contents.push(button);
    }
    setChildren(body, contents);
    if (panel.parentElement && top !== undefined) panel.parentElement.scrollTop = top;
    markSelected();
    if (heldId) body.querySelector<HTMLElement>(`button[data-open="${CSS.escape(heldId)}"]`)?.focus();
  }
  function markSelected(): void {
    const { selected } = store.get();
    for (const item of body.querySelectorAll('[aria-current="true"]')) item.removeAttribute("aria-current");
    for (const item of selected ? body.querySelectorAll(`[data-open="${CSS.escape(selected)}"]`) : []) {
      item.setAttribute("aria-current", "true");
    }
  }
  function drawBar(): void {
    const words = t();
    const select = (label: string, options: readonly [string, string][], now: string, act: (value: string) => void) => {
      const element = h(
        "select",
        { on: { change: () => act(element.value) } },
        ...options.map(([value, text]) => h("option", { value, selected: value === now }, text)),
      );
      return h("label", { class: "list-choice" }, h("span", {}, label), element);
    };
    const inView = h("input", {
      type: "checkbox",
      checked: onlyInView,
      on: {
        change: () => {
          onlyInView = inView.checked;
          draw();
        },
      },
    });
    const groups = GROUPINGS.map((by): [string, string] => [by, words(`list.group.${by}`)]);
    const sorts = SORTS.map((by): [string, string] => [by, words(`column.${by}`)]);
    const toggle = h(
      "button",
      {
        type: "button",
        class: "small-button",
        "aria-pressed": String(isTable),
        on: {
          click: () => {
            isTable = !isTable;
            widen();
            drawBar();
            draw();
            bar.querySelector<HTMLElement>("[aria-pressed]")?.focus();
          },
        },
      },
      words("list.as_table"),
    );
    bar.replaceChildren(
      select(words("list.group"), groups, grouping, (value) => {
        grouping = value as Grouping;
        draw();
      }),
      select(words("list.sort"), sorts, order.by, (value) => {
        // The newest and the dearest are what one looks for first.
        order = { by: value as Order["by"], descending: value === "since" || value === "cost" };
        draw();
      }),
      toggle,
      h("label", { class: "list-in-view" }, inView, h("span", {}, words("list.in_view"))),
    );
  }
  /** A table wants room; it takes it only while it is being looked at. */
  function widen(): void {
    const { tab, panelOpen } = store.get();
    const app = panel.closest(".app");
    const isWide = isTable && tab === "list" && panelOpen;
    app?.classList.toggle("panel-wide", isWide);
  }
  drawBar();
  store.on(["lang"], () => {
    rows.clear();
    kept.clear();
    drawBar();
  });
  const refresh = keepCurrent(context, "list", ["lang", "time"], draw);
  store.on(["tab", "panelOpen"], widen);
  map.on("moveend", () => onlyInView && refresh());
  store.on(["selected"], ({ selected, tab }) => {
    markSelected();
    const feature = selected && tab === "list" ? atlas.byId(selected) : undefined;
    if (!feature) return;
    const row = () => body.querySelector('[aria-current="true"]');
    if (!row() && limit < MOST_ROWS && store.visible(feature)) {
      // What was chosen on the map stands further down than the list goes so far.
      limit = MOST_ROWS;
      draw();
    }
    row()?.scrollIntoView({ block: "nearest" });
  });
  store.on(["hovered"], ({ hovered }, before) => {
    for (const [id, isOn] of [[before.hovered, false] as const, [hovered, true] as const]) {
      for (const item of id ? body.querySelectorAll(`[data-open="${CSS.escape(id)}"]`) : []) {
        item.classList.toggle("is-hovered", isOn);
      }
    }
  });
}
