// The filters: what may be asked, and how many things each answer would show.
import type { Context } from "../../ask/context";
import { chosen, counts, type Facet, type Matching, toggled } from "../../ask/filters";
import { NO_FILTERS, type Store } from "../../ask/state";
import { h, setText } from "../../parts/dom";
import { keepCurrent } from "../../parts/keep_current";
import { placeName } from "../../parts/text";
import { GENERAL, OF_CROSSINGS, offered, type ValueFacet, valueLabel, valuesThere } from "./data";

const OPEN_AT_FIRST: readonly Facet[] = ["status"];
/** A word is looked for once the reader has stopped typing. */
const TYPED_MS = 150;

interface Row {
  readonly facet: ValueFacet;
  readonly value: string;
  readonly input: HTMLInputElement;
  readonly element: HTMLElement;
  readonly count: HTMLElement;
}

/** A facet with its rows and the number of those that are on. */
interface Box {
  readonly facet: ValueFacet;
  readonly rows: readonly Row[];
  readonly badge: HTMLElement;
  readonly element: HTMLElement;
}

function valueRow(context: Context, facet: ValueFacet, value: string): Row {
  const { store } = context;
  const input = h("input", { type: "checkbox", "data-filter": `${facet}:${value}` });
  input.addEventListener("change", () =>
    store.set({ filters: toggled(store.get().filters, facet, value, input.checked) }),
  );
  const count = h("span", { class: "row-count" });
  const label = h("span", { class: "row-name" }, valueLabel(context, facet, value));
  return { facet, value, input, count, element: h("label", { class: "row row-filter" }, input, label, count) };
}

/** Rows of regions stand under the name of their country. */
function withCountries(context: Context, rows: readonly Row[]): HTMLElement[] {
  return rows.flatMap(({ value, element }, i) => {
    const country = value.slice(0, 2);
    const isFirst = rows[i - 1]?.value.slice(0, 2) !== country;
    return isFirst ? [h("h3", {}, placeName(context, country)), element] : [element];
  });
}

/** @param opened the facets the reader has open, kept while they are built anew */
function facetBox(context: Context, facet: ValueFacet, choices: readonly string[], opened: Set<Facet>): Box {
  const badge = h("span", { class: "badge-count" });
  const rows = choices.map((value) => valueRow(context, facet, value));
  const body = facet === "admin1" ? withCountries(context, rows) : rows.map(({ element }) => element);
  const label = context.t()(`filter.${facet}`);
  const element = h(
    "details",
    { class: "facet", open: opened.has(facet), "data-facet": facet },
    h("summary", {}, h("span", {}, label), badge),
    h("div", { class: "facet-body", role: "group", "aria-label": label }, ...body),
  );
  element.addEventListener("toggle", () => {
    if (element.open) opened.add(facet);
    else opened.delete(facet);
  });
  return { facet, rows, badge, element };
}

/** The field for a word. */
function textField(store: Store): HTMLInputElement {
  const text = h("input", { type: "search", class: "text-filter", autocomplete: "off", maxlength: 120 });
  let waiting = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => store.set({ filters: { ...store.get().filters, text: text.value } }), TYPED_MS);
  });
  // Who clears all filters while a word is being typed means that word too.
  store.on(["filters"], ({ filters }) => filters === NO_FILTERS && clearTimeout(waiting));
  return text;
}

/** Facets with more than one answer to choose from. */
function facetBoxes(context: Context, opened: Set<Facet>): { general: Box[]; crossings: Box[] } {
  const there = valuesThere(context.atlas.features);
  const boxes = (facets: readonly ValueFacet[]) =>
    facets.flatMap((facet) => {
      const choices = offered(context, facet, there.get(facet)!);
      return choices.length > 1 ? [facetBox(context, facet, choices, opened)] : [];
    });
  return { general: boxes(GENERAL), crossings: boxes(OF_CROSSINGS) };
}

export function buildFilters(context: Context, panel: HTMLElement, matching: Matching): void {
  const { atlas, store, t } = context;
  const opened = new Set<Facet>(OPEN_AT_FIRST);
  const text = textField(store);
  let boxes: Box[] = [];

  function build(): void {
    const words = t();
    const { general, crossings } = facetBoxes(context, opened);
    boxes = [...general, ...crossings];
    panel.replaceChildren(
      h("label", { class: "text-label" }, h("span", {}, words("filter.text_hint")), text),
      ...general.map(({ element }) => element),
      ...(crossings.length ? [h("h2", {}, words("filter.crossings")), ...crossings.map(({ element }) => element)] : []),
    );
  }
  function drawBox({ facet, rows, badge }: Box, tally: ReadonlyMap<string, number> | undefined): void {
    const words = t();
    const on = chosen(store.get().filters, facet);
    for (const { value, input, element, count } of rows) {
      const n = tally?.get(value) ?? 0;
      input.checked = on.includes(value);
      setText(count, words.number(n));
      element.classList.toggle("is-empty", !n);
    }
    setText(badge, on.length ? words.number(on.length) : "");
  }
  function draw(): void {
    if (!boxes.length) build();
    const state = store.get();
    const tally = counts(atlas.features, state, matching, store.mask("filters"));
    for (const box of boxes) drawBox(box, tally.get(box.facet));
    if (document.activeElement !== text) text.value = state.filters.text;
  }
  store.on(["lang"], () => {
    boxes = [];
  });
  keepCurrent(context, "filters", ["lang", "filters", "time"], draw);
}
