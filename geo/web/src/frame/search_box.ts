// The search box: one field for names, places and positions, worked by keys alone if wanted.
import type { Context } from "../ask/context";
import { createPlaceSearch, type Place } from "../ask/search/gazetteer";
import type { Hit, SearchIndex } from "../ask/search/search";
import { NO_FILTERS } from "../ask/state";
import { looksLikePosition, type Reading, type Refusal, read } from "../atlas/coordinate";
import { coordinates } from "../atlas/format";
import { statusWord } from "../atlas/i18n";
import { shown } from "../atlas/languages";
import type { Feature } from "../atlas/types";
import { areaBounds, featureBounds, showArea, showPlace } from "../map/areas";
import { latLng } from "../map/latlng";
import { h, setChildren } from "../parts/dom";
import { createGlyphs, tinted } from "../parts/swatch";
import { SYMBOLS, symbol } from "../parts/symbol";
import type { Pins } from "./pin";
import type { Shell } from "./shell";

const MOST = 12;
const MOST_PLACES = 3;
const AT_ONCE = 6;
const POINT_ZOOM = 9;
const TOWN_ZOOM = 10;

/** One line of the list: what it shows and what choosing it does. */
interface Option {
  readonly element: HTMLElement;
  choose(): void;
}

/** What some words find. */
interface Found {
  readonly places: readonly Place[];
  readonly hits: readonly Hit[];
  /** How many features have the words. */
  readonly n: number;
}

/** Whether a text is taken as a position, readable or not. */
const isPosition = (query: string): boolean => looksLikePosition(query) && /\d\D+\d/.test(query);

export function addSearch(context: Context, shell: Shell, index: SearchIndex, pins: Pins): HTMLElement {
  const { atlas, store, map, t, whole } = context;
  const places = createPlaceSearch(atlas);
  const glyphOf = createGlyphs(atlas);
  const list = h("ul", { class: "found-list", role: "listbox", id: "kzuz-found" });
  const note = h("p", { class: "found-note note", role: "status" });
  const popup = h("div", { class: "found", hidden: true }, list, note);
  const input = h("input", {
    type: "search",
    class: "search-input",
    id: "kzuz-search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    maxlength: 120,
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
    "aria-haspopup": "listbox",
  });
  const glass = symbol("M8.5 3a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM13 13l4 4");
  const clear = h(
    "button",
    { type: "button", class: "search-clear", hidden: true, on: { click: () => empty() } },
    symbol(SYMBOLS.close),
  );
  const box = h("div", { class: "search", role: "search" }, glass, input, clear, popup);
  shell.slots.search.append(box);

  let options: Option[] = [];
  /** The lines by what they say: the next letter often leaves most of them. */
  let lines = new Map<string, Option>();
  let linesBefore = lines;
  let active = -1;
  let asked = "";
  let isScrolled = false;
  /** Counts what was typed and what ended the wait for it, so that only the last is answered. */
  let turn = 0;

  const stopWaiting = () => {
    turn++;
    list.removeAttribute("aria-busy");
  };
  const close = () => {
    stopWaiting();
    popup.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  function empty(): void {
    input.value = "";
    draw();
    input.focus();
  }
  function mark(next: number): void {
    options[active]?.element.setAttribute("aria-selected", "false");
    active = next;
    const element = options[active]?.element;
    element?.setAttribute("aria-selected", "true");
    if (element) input.setAttribute("aria-activedescendant", element.id);
    else input.removeAttribute("aria-activedescendant");
  }
  function move(next: number): void {
    mark(next);
    options[next]?.element.scrollIntoView({ block: "nearest" });
  }
  function choose(option: Option | undefined): void {
    if (!option) return;
    close();
    option.choose();
  }

  /** @param about what it is about, told apart from all others; `face` draws what it shows before the facts */
  function option(
    about: string,
    facts: string,
    act: () => void,
    face: () => [picture: Node, title: HTMLElement],
  ): void {
    const key = `${about} ${facts}`;
    const row = linesBefore.get(key) ?? makeOption(facts, act, face);
    lines.set(key, row);
    row.element.id = `kzuz-found-${options.length}`;
    row.element.setAttribute("aria-selected", "false");
    options.push(row);
  }
  function makeOption(facts: string, act: () => void, face: () => [picture: Node, title: HTMLElement]): Option {
    const [picture, title] = face();
    const row: Option = {
      element: h(
        "li",
        { role: "option", class: "found-item" },
        h("span", { class: "swatch" }, picture),
        h("span", { class: "item-text" }, title, facts ? h("span", { class: "item-facts" }, facts) : null),
      ),
      choose: act,
    };
    // Focus stays in the field: a listbox is pointed at, never focused.
    row.element.addEventListener("pointerdown", (event) => event.preventDefault());
    row.element.addEventListener("click", () => choose(row));
    row.element.addEventListener("pointermove", () => {
      const at = options.indexOf(row);
      if (at !== active) mark(at);
    });
    return row;
  }

  /** Opens a feature even if filters hide it: then it says so and they make way. */
  function open(feature: Feature): void {
    const words = t();
    const off = new Set(store.get().off);
    off.delete(feature.sector);
    if (off.size !== store.get().off.size) store.set({ off });
    if (!store.visible(feature)) {
      store.set({ filters: NO_FILTERS, time: null });
      shell.announce(words("search.filters_cleared"));
    }
    const bounds = featureBounds(feature);
    if (feature.line && bounds) showArea(map, bounds);
    else if (bounds) showPlace(map, bounds.getCenter(), feature.precision === "region" ? 7 : POINT_ZOOM);
    store.set({ selected: feature.id, choices: [] });
  }
  function featureOption({ feature, field, text }: Hit, isHidden: boolean): void {
    const words = t();
    const { lang } = store.get();
    const name = feature.name(lang);
    const facts = [
      words(`kind.${feature.kind}`),
      statusWord(words, feature),
      field !== "label" && text !== name.text ? words("search.matched", { text }) : "",
      isHidden ? words("search.hidden") : "",
    ];
    const face = (): [SVGElement, HTMLElement] => {
      const picture = tinted(glyphOf(feature, feature.status), atlas.sector(feature.sector));
      const foreign = name.lang === lang ? null : name.lang;
      return [picture, h("span", { class: "item-name", lang: foreign, dir: "auto" }, name.text)];
    };
    option(`feature ${feature.id}`, facts.filter(Boolean).join(" · "), () => open(feature), face);
  }
  function placeOption(place: Place): void {
    const { code, name } = place;
    const text = shown(name, store.get().lang);
    const act = () => {
      const bounds = code ? areaBounds(atlas, code) : null;
      if (bounds) showArea(map, bounds);
      else if (place.position) showPlace(map, latLng(place.position), TOWN_ZOOM);
      shell.announce(t()("search.shows", { place: text?.text ?? code ?? "" }));
    };
    option(`place ${code ?? place.position?.join()}`, t()(code ? "search.region" : "search.town"), act, () => [
      symbol("M10 2.5a5.5 5.5 0 0 1 5.5 5.5c0 4-5.5 9.5-5.5 9.5S4.5 12 4.5 8A5.5 5.5 0 0 1 10 2.5zM10 6.5v3M8.5 8h3"),
      h("span", { class: "item-name", lang: text?.lang ?? null, dir: "auto" }, text?.text ?? code),
    ]);
  }
  function positionOption(query: string): void {
    const reading = read(query, store.get().lang);
    if ("refused" in reading) refusalOptions(reading);
    else readingOption(reading);
  }
  /** Why a text is no position; what would fit is offered, never taken. */
  function refusalOptions({ refused, values }: Refusal): void {
    const words = t();
    const key = `coordinate.refused.${refused}` as const;
    note.textContent = words("coordinate.refused", { what: words(key, values), mend: words(`${key}.mend`, values) });
    for (const text of [values.first, values.second, ...(values.fits?.split(" / ") ?? [])]) {
      const fits = text ? read(text) : null;
      if (fits && !("refused" in fits)) readingOption(fits);
    }
  }
  function readingOption(reading: Reading): void {
    const words = t();
    const { lon, lat } = reading;
    const how = reading.how.map((way) => words(`coordinate.${way}`)).join(", ");
    const found = words("coordinate.found", { position: coordinates(lon, lat, 5), how });
    const act = () => {
      showPlace(map, [lat, lon], TOWN_ZOOM);
      pins.put([lon, lat], how);
      shell.announce(found);
    };
    option(`position ${lon} ${lat} ${found}`, "", act, () => [
      symbol("M10 3v14M3 10h14M10 6a4 4 0 1 1 0 8 4 4 0 0 1 0-8z"),
      h("span", { class: "item-name" }, found),
    ]);
  }
  /** The way to show nothing but the `n` features that have these words. */
  function onlyOption(query: string, n: number): void {
    const act = () => {
      store.set({ filters: { ...store.get().filters, text: query } });
      input.value = "";
      clear.hidden = true;
    };
    option(`only ${query}`, t().count("count.features", n), act, () => [
      symbol("M3 4h14l-5.5 6.5V16l-3 1.5v-7z"),
      h("span", { class: "item-name" }, t()("search.show_only", { query })),
    ]);
  }

  /** What the words of the field find; null where it is empty or holds a position. */
  function look(): Found | null {
    const query = input.value.trim();
    if (!query || isPosition(query)) return null;
    const hits = index.find(query, { limit: MOST, lang: store.get().lang });
    return { places: places.find(query, MOST_PLACES), hits, n: hits.length ? (index.matching(query)?.size ?? 0) : 0 };
  }
  function draw(found = look()): void {
    stopWaiting();
    const query = input.value.trim();
    const words = t();
    asked = query;
    clear.hidden = !input.value;
    options = [];
    linesBefore = lines;
    lines = new Map();
    active = -1;
    // Only where it must be: asking a list where it stands has it laid out.
    if (isScrolled) list.scrollTop = 0;
    note.textContent = "";
    input.removeAttribute("aria-activedescendant");
    if (!query) {
      list.replaceChildren();
      close();
      return;
    }
    if (found) {
      for (const place of found.places) placeOption(place);
      const mask = store.mask("sectors");
      for (const hit of found.hits) featureOption(hit, !mask[hit.feature.index]);
      if (found.n) onlyOption(query, found.n);
      note.textContent = options.length ? "" : words("search.none", { query });
    } else positionOption(query);
    const elements = options.map(({ element }) => element);
    // All at once they are more than a frame has time for, at least the first time, when none is there yet.
    const first = popup.hidden ? elements.slice(0, AT_ONCE) : elements;
    setChildren(list, first);
    const own = turn;
    if (first.length < elements.length) requestAnimationFrame(() => own === turn && setChildren(list, elements));
    popup.hidden = false;
    input.setAttribute("aria-expanded", String(options.length > 0));
    if (options.length) {
      // The first line is what Enter takes.
      mark(0);
      shell.announce(words.count("count.results", options.length));
    }
  }

  const prepare = () => whole().then(index.prepare).then(places.prepare);
  /** Looks before the frame in which the answer is shown, so that neither takes long. */
  async function answer(own: number): Promise<void> {
    await prepare();
    await new Promise((resume) => setTimeout(resume, 0));
    if (own !== turn) return;
    const found = look();
    requestAnimationFrame(() => own === turn && draw(found));
  }
  input.addEventListener("input", () => {
    stopWaiting();
    list.setAttribute("aria-busy", "true");
    void answer(turn);
  });
  input.addEventListener("focus", () => {
    void prepare();
  });
  list.addEventListener("scroll", () => {
    isScrolled = list.scrollTop > 0;
  });
  input.addEventListener("click", () => input.value.trim() && popup.hidden && draw());
  input.addEventListener("blur", () => setTimeout(() => !box.contains(document.activeElement) && close(), 0));
  input.addEventListener("keydown", (event) => {
    const last = options.length - 1;
    const step: Record<string, () => void> = {
      ArrowDown: () => (popup.hidden ? draw() : move(active >= last ? 0 : active + 1)),
      ArrowUp: () => move(active <= 0 ? last : active - 1),
      PageDown: () => move(Math.min(last, active + 6)),
      PageUp: () => move(Math.max(0, active - 6)),
      Enter: () => {
        if (input.value.trim() !== asked || popup.hidden) draw();
        choose(options[active]);
      },
      Escape: () => (popup.hidden ? empty() : close()),
    };
    if (!step[event.key] || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    step[event.key]!();
  });
  // As on many pages of lists and maps.
  document.addEventListener("keydown", (event) => {
    const at = event.target as HTMLElement;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || at.closest("input, select, textarea")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  const translate = () => {
    const words = t();
    input.setAttribute("aria-label", words("search.label"));
    input.placeholder = words("search.hint");
    list.setAttribute("aria-label", words("search.results"));
    clear.setAttribute("aria-label", words("search.clear"));
    lines.clear();
    close();
  };
  store.on(["lang"], translate);
  translate();
  return input;
}
