// The search box: one field for names, places and positions, worked by keys alone if wanted.
import type { Context } from "../context";
import { looksLikePosition, read } from "../coordinate";
import { h, setChildren } from "../dom";
import { coordinates } from "../format";
import { statusWord } from "../i18n";
import { shown } from "../languages";
import { featureBounds, regionBounds, showArea, showPlace } from "../map/areas";
import { glyph, stationGlyph } from "../map/glyph";
import { latLng } from "../map/marks";
import { createPlaceSearch, type Place } from "../places";
import type { Hit, SearchIndex } from "../search";
import { NO_FILTERS } from "../state";
import type { Feature } from "../types";
import type { Pins } from "./pin";
import { type Shell, SYMBOLS, symbol } from "./shell";

const MOST = 12;
const MOST_PLACES = 3;
const POINT_ZOOM = 9;
const TOWN_ZOOM = 10;

/** One line of the list: what it shows and what choosing it does. */
interface Option {
  readonly element: HTMLElement;
  choose(): void;
}

export function addSearch(context: Context, shell: Shell, index: SearchIndex, pins: Pins): void {
  const { atlas, store, map, t } = context;
  const places = createPlaceSearch(atlas);
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
  let waiting = 0;

  const stopWaiting = () => {
    cancelAnimationFrame(waiting);
    waiting = 0;
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
      const picture =
        feature.kind === "station"
          ? stationGlyph(feature.get("confirmed") !== false)
          : glyph(feature, atlas.sector(feature.sector));
      picture.style.setProperty("--c", atlas.sector(feature.sector).color);
      const foreign = name.lang === lang ? null : name.lang;
      return [picture, h("span", { class: "item-name", lang: foreign, dir: "auto" }, name.text)];
    };
    option(`feature ${feature.id}`, facts.filter(Boolean).join(" · "), () => open(feature), face);
  }
  function placeOption({ code, name, position }: Place): void {
    const text = shown(name, store.get().lang);
    const act = () => {
      const bounds = code ? regionBounds(atlas, code) : null;
      if (bounds) showArea(map, bounds);
      else if (position) showPlace(map, latLng(position), TOWN_ZOOM);
      shell.announce(t()("search.shows", { place: text?.text ?? code ?? "" }));
    };
    option(`place ${code ?? position?.join()}`, t()(code ? "search.region" : "search.town"), act, () => [
      symbol("M10 2.5a5.5 5.5 0 0 1 5.5 5.5c0 4-5.5 9.5-5.5 9.5S4.5 12 4.5 8A5.5 5.5 0 0 1 10 2.5zM10 6.5v3M8.5 8h3"),
      h("span", { class: "item-name", lang: text?.lang ?? null, dir: "auto" }, text?.text ?? code),
    ]);
  }
  /** Whether the text was taken as a position, readable or not. */
  function positionOption(query: string): boolean {
    if (!looksLikePosition(query) || !/\d\D+\d/.test(query)) return false;
    const words = t();
    const reading = read(query);
    if ("refused" in reading) {
      note.textContent = words(`coordinate.refused.${reading.refused}`);
      return true;
    }
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
    return true;
  }

  function draw(): void {
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
    const isPosition = positionOption(query);
    if (!isPosition) {
      const hits = index.find(query, { limit: MOST, lang: store.get().lang });
      const found = places(query, MOST_PLACES);
      for (const place of found) placeOption(place);
      const mask = store.mask("sectors");
      for (const hit of hits) featureOption(hit, !mask[hit.feature.index]);
      const rows = hits.length ? index.matching(query) : null;
      if (rows?.size) {
        const act = () => {
          store.set({ filters: { ...store.get().filters, text: query } });
          input.value = "";
          clear.hidden = true;
        };
        option(`only ${query}`, words.count("count.features", rows.size), act, () => [
          symbol("M3 4h14l-5.5 6.5V16l-3 1.5v-7z"),
          h("span", { class: "item-name" }, words("search.show_only", { query })),
        ]);
      }
      note.textContent = options.length ? "" : words("search.none", { query });
    }
    setChildren(
      list,
      options.map(({ element }) => element),
    );
    popup.hidden = false;
    input.setAttribute("aria-expanded", String(options.length > 0));
    if (options.length) {
      // The first line is what Enter takes.
      mark(0);
      shell.announce(words.count("count.results", options.length));
    }
  }

  input.addEventListener("input", () => {
    stopWaiting();
    const own = requestAnimationFrame(async () => {
      await index.prepare();
      if (own === waiting) draw();
    });
    waiting = own;
    list.setAttribute("aria-busy", "true");
  });
  input.addEventListener("focus", () => {
    index.prepare();
    setTimeout(() => places("a"), 0);
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
}
