// The filters: what may be asked, how many things each answer would show, and what is on, wherever the reader is.
import type { Context } from "../../ask/context";
import { chosen, counts, type Facet, inUse, loosen, type Matching, toggled, values, without } from "../../ask/filters";
import { NO_FILTERS } from "../../ask/state";
import { date } from "../../atlas/format";
import { h, setChildren, setText } from "../../parts/dom";
import { keepCurrent, SETTLE_MS } from "../../parts/keep_current";
import { SYMBOLS, symbol } from "../../parts/symbol";
import { placeName } from "../../parts/text";

type ValueFacet = Exclude<Facet, "text">;
/** In the order readers ask; the crossings' own questions come last, under a heading. */
const GENERAL: readonly ValueFacet[] = ["status", "country", "admin1", "kind", "precision", "cost", "package"];
const OF_CROSSINGS: readonly ValueFacet[] = ["mode", "passengers", "freight", "third_country_nationals"];
const OPEN_AT_FIRST: readonly Facet[] = ["status"];
const LABELS: Readonly<Partial<Record<Facet, string>>> = {
  passengers: "access",
  freight: "access",
  third_country_nationals: "access",
};

function valueLabel(context: Context, facet: ValueFacet, value: string): string {
  if (facet === "country" || facet === "admin1") return placeName(context, value);
  return context.t()(`${LABELS[facet] ?? facet}.${value}`);
}

/** Every value of a facet that something in the atlas has, in the order of the closed lists. */
function offered(context: Context, facet: ValueFacet): string[] {
  const { atlas, store } = context;
  const found = new Set(atlas.features.flatMap((feature) => values(feature, facet, null)));
  const order = atlas.words[facet === "precision" ? "precision" : (LABELS[facet] ?? facet)];
  if (facet === "admin1") {
    const byName = new Intl.Collator(store.get().lang).compare;
    return [...found].sort(
      (a, b) => a.slice(0, 2).localeCompare(b.slice(0, 2)) || byName(placeName(context, a), placeName(context, b)),
    );
  }
  if (facet === "cost")
    return ["under_10m", "under_100m", "under_1bn", "over_1bn", "none"].filter((band) => found.has(band));
  return order ? [...order.filter((word) => found.has(word))] : [...found].sort();
}

interface Row {
  readonly facet: ValueFacet;
  readonly value: string;
  readonly input: HTMLInputElement;
  readonly element: HTMLElement;
  readonly count: HTMLElement;
}

export function buildFilters(context: Context, panel: HTMLElement, matching: Matching): void {
  const { atlas, store, t } = context;
  let rows: Row[] = [];
  let heads: { facet: ValueFacet; badge: HTMLElement }[] = [];
  const opened = new Set<Facet>(OPEN_AT_FIRST);
  const text = h("input", { type: "search", class: "text-filter", autocomplete: "off", maxlength: 120 });
  let waiting = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => store.set({ filters: { ...store.get().filters, text: text.value } }), 150);
  });
  let isBuilt = false;

  function facet(name: ValueFacet): HTMLElement {
    const badge = h("span", { class: "badge-count" });
    heads.push({ facet: name, badge });
    const items = offered(context, name).map((value): Row => {
      const input = h("input", { type: "checkbox", "data-filter": `${name}:${value}` });
      input.addEventListener("change", () =>
        store.set({ filters: toggled(store.get().filters, name, value, input.checked) }),
      );
      const count = h("span", { class: "row-count" });
      const label = h("span", { class: "row-name" }, valueLabel(context, name, value));
      return {
        facet: name,
        value,
        input,
        count,
        element: h("label", { class: "row row-filter" }, input, label, count),
      };
    });
    rows.push(...items);
    const body: HTMLElement[] = [];
    items.forEach(({ value, element }, i) => {
      const country = value.slice(0, 2);
      if (name === "admin1" && items[i - 1]?.value.slice(0, 2) !== country) {
        body.push(h("h3", {}, placeName(context, country)));
      }
      body.push(element);
    });
    const label = t()(`filter.${name}`);
    const details = h(
      "details",
      { class: "facet", open: opened.has(name), "data-facet": name },
      h("summary", {}, h("span", {}, label), badge),
      h("div", { class: "facet-body", role: "group", "aria-label": label }, ...body),
    );
    details.addEventListener("toggle", () => {
      if (details.open) opened.add(name);
      else opened.delete(name);
    });
    return details;
  }

  function build(): void {
    const words = t();
    isBuilt = true;
    rows = [];
    heads = [];
    const has = (name: ValueFacet) => offered(context, name).length > 1;
    const crossings = OF_CROSSINGS.filter(has).map(facet);
    const general = GENERAL.filter(has).map(facet);
    panel.replaceChildren(
      h("label", { class: "text-label" }, h("span", {}, words("filter.text_hint")), text),
      ...general,
      ...(crossings.length ? [h("h2", {}, words("filter.crossings")), ...crossings] : []),
    );
  }
  function draw(): void {
    if (!isBuilt) build();
    const state = store.get();
    const words = t();
    const tally = counts(atlas.features, state, matching, store.mask("filters"));
    for (const { facet: name, value, input, element, count } of rows) {
      const n = tally.get(name)?.get(value) ?? 0;
      input.checked = chosen(state.filters, name).includes(value);
      setText(count, words.number(n));
      element.classList.toggle("is-empty", !n);
    }
    for (const { facet: name, badge } of heads) {
      const n = chosen(state.filters, name).length;
      setText(badge, n ? words.number(n) : "");
    }
    if (document.activeElement !== text) text.value = state.filters.text;
  }
  store.on(["lang"], () => {
    isBuilt = false;
  });
  // Who clears all filters while a word is being typed means that word too.
  store.on(["filters"], ({ filters }) => filters === NO_FILTERS && clearTimeout(waiting));
  keepCurrent(context, "filters", ["lang", "filters", "time"], draw);
}

/** What is on, as buttons that take it off again; and the way back when nothing is left. */
export function addChips(
  context: Context,
  room: HTMLElement,
  matching: Matching,
  announce: (text: string) => void,
): void {
  const { atlas, store, t } = context;

  /** Kept, so that one that stays is not laid out again for every step of the time slider. */
  const kept = new Map<string, HTMLElement>();
  function chip(key: string, label: string, patch: () => Parameters<typeof store.set>[0]): HTMLElement {
    const element = kept.get(key) ?? makeChip(patch);
    kept.set(key, element);
    element.setAttribute("aria-label", t()("filter.remove", { filter: label }));
    setText(element.firstElementChild!, label);
    return element;
  }
  const makeChip = (patch: () => Parameters<typeof store.set>[0]) =>
    h(
      "button",
      {
        type: "button",
        class: "chip",
        on: {
          click: (event) => {
            const own = event.currentTarget as HTMLElement;
            const at = [...room.querySelectorAll(".chip")].indexOf(own);
            store.set(patch());
            // The button is gone; its neighbour takes the focus, or the search field.
            const left = room.querySelectorAll<HTMLElement>(".chip");
            (left[Math.min(at, left.length - 1)] ?? document.getElementById("kzuz-search"))?.focus();
          },
        },
      },
      h("span", { dir: "auto" }),
      symbol(SYMBOLS.close),
    );

  function chips(): HTMLElement[] {
    const { filters, time, off } = store.get();
    const words = t();
    const found = inUse(filters).flatMap((name) => {
      const label = words(`filter.${name}`);
      if (name === "text") {
        return [
          chip(name, `${label}: “${filters.text.trim()}”`, () => ({ filters: without(store.get().filters, name) })),
        ];
      }
      return chosen(filters, name).map((value) =>
        chip(`${name}:${value}`, `${label}: ${valueLabel(context, name, value)}`, () => ({
          filters: toggled(store.get().filters, name, value, false),
        })),
      );
    });
    if (time) found.push(chip("time", words("time.at", { date: date(words, time) }), () => ({ time: null })));
    if (off.size) found.push(chip("off", words.count("count.sectors_off", off.size), () => ({ off: new Set() })));
    return found;
  }
  function wayBack(): HTMLElement | null {
    const state = store.get();
    const words = t();
    if (store.mask().includes(1) || !atlas.features.length) return null;
    const button = (label: string, patch: () => Parameters<typeof store.set>[0]) =>
      h("button", { type: "button", class: "small-button", on: { click: () => store.set(patch()) } }, label);
    const ways = loosen(atlas.features, state, matching, store.mask("filters"))
      .filter(({ facets }) => facets.length === 1)
      .slice(0, 3)
      .map(({ facets, filters, n }) => {
        const filter = words(`filter.${facets[0]}`);
        const label = words("filter.loosen", { filter, count: words.count("count.features", n) });
        return button(label, () => ({ filters }));
      });
    const all = button(words("filter.clear"), () => ({ filters: NO_FILTERS, time: null, off: new Set() }));
    if (state.time) ways.push(button(words("time.today"), () => ({ time: null })));
    return h("div", { class: "way-back" }, h("p", {}, words("filter.none")), ...ways, all);
  }
  function draw(): void {
    const held = room.contains(document.activeElement);
    const found = chips();
    const back = wayBack();
    const words = t();
    const clear =
      found.length > 1 && !back
        ? h(
            "button",
            {
              type: "button",
              class: "plain",
              on: { click: () => store.set({ filters: NO_FILTERS, time: null, off: new Set() }) },
            },
            words("filter.clear"),
          )
        : null;
    setChildren(room, [...found, ...[clear, back].filter((element) => element !== null)]);
    room.hidden = !room.childElementCount;
    room.setAttribute("aria-label", words("filter.on"));
    if (held && !room.contains(document.activeElement)) {
      (room.querySelector<HTMLElement>("button") ?? document.getElementById("kzuz-search"))?.focus();
    }
  }
  let timer = 0;
  store.onVisible((mask) => {
    // Said once the reader has stopped, not for every letter and every step of the slider.
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const words = t();
      const n = mask.reduce((sum, on) => sum + on, 0);
      announce(
        n ? words("legend.shown", { n: words.number(n), total: words.number(mask.length) }) : words("filter.none"),
      );
    }, 700);
  });
  store.on(["lang", "filters", "off"], draw);
  let resting = 0;
  store.on(["time"], ({ time }) => {
    clearTimeout(resting);
    // Whoever takes the date off by its chip goes on at the next one: that cannot wait.
    if (time) resting = window.setTimeout(draw, SETTLE_MS);
    else draw();
  });
  draw();
}
