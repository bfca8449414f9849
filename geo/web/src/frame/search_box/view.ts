// The search box: one field for names, places and positions, worked by keys alone if wanted.
import type { Context } from "../../ask/context";
import { createPlaceSearch } from "../../ask/search/gazetteer";
import { gatheringFinder } from "../../ask/search/named_gatherings";
import type { SearchIndex } from "../../ask/search/search";
import { learn } from "../../atlas/coordinate";
import { regionAt } from "../../atlas/outlines";
import type { Position } from "../../atlas/types";
import { placeName } from "../../parts/text";
import type { Pins } from "../pin";
import type { Shell } from "../shell";
import { type Box, makeBox, nameBox } from "./box";
import { type Found, foundAnswer, isPosition, positionAnswer, stepTo } from "./data";
import { lineMaker } from "./lines";
import { createListbox, type Listbox } from "./listbox";

const MOST = 12;
const MOST_PLACES = 3;
/** Fewer letters, where they find anything else, are rather a word of their own: `су` is water, not Surkhandarya. */
const LEAST_OF_PLACE = 3;

/** Looks words up; null where they are none, or a position. */
interface Lookup {
  /** Makes what is looked in, little by little. */
  prepare(): Promise<unknown>;
  now(query: string): Found | null;
}

function createLookup({ atlas, store, whole }: Context, index: SearchIndex): Lookup {
  const places = createPlaceSearch(atlas);
  let gatheringsOf: ReturnType<typeof gatheringFinder> | undefined;
  return {
    prepare: () => whole().then(index.prepare).then(places.prepare),
    now(query) {
      if (!query || isPosition(query)) return null;
      gatheringsOf ??= gatheringFinder(atlas);
      const exact = { gatherings: gatheringsOf(query), places: places.find(query, MOST_PLACES) };
      const { hits, areSimilar } = index.find(query, { limit: MOST, lang: store.get().lang });
      const n = hits.length && !areSimilar ? (index.matching(query)?.size ?? 0) : 0;
      if (!areSimilar)
        return { ...exact, places: query.length < LEAST_OF_PLACE ? [] : exact.places, hits, n, areSimilar };
      // What is only like the words is offered where nothing has them.
      if (exact.gatherings.length || exact.places.length) return { ...exact, hits: [], n, areSimilar: false };
      return { gatherings: [], places: places.find(query, MOST_PLACES, true), hits, n, areSimilar };
    },
  };
}

/** What the box does when it is asked. */
interface Asked {
  /** Answers what is in the field now. */
  draw(): void;
  /** Answers it soon, in pieces that hold up no frame. */
  drawSoon(): void;
  close(): void;
  empty(): void;
  /** Whether what is shown answers what is in the field. */
  isAnswered(): boolean;
}

function listenToKeys({ input }: Box, listbox: Listbox, { draw, close, empty, isAnswered }: Asked): void {
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    const next = stepTo(key, listbox.active, listbox.last);
    if ((next === null && key !== "Enter" && key !== "Escape") || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Enter") {
      if (!isAnswered()) draw();
      listbox.choose();
    } else if (key === "Escape") (listbox.isOpen ? close : empty)();
    else if (key === "ArrowDown" && !listbox.isOpen) draw();
    else listbox.move(next!);
  });
  // As on many pages of lists and maps.
  document.addEventListener("keydown", (event) => {
    const at = event.target as HTMLElement;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || at.closest("input, select, textarea")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

function listenToField({ root, input, clear }: Box, listbox: Listbox, lookup: Lookup, asked: Asked): void {
  input.addEventListener("input", asked.drawSoon);
  input.addEventListener("focus", () => void lookup.prepare());
  input.addEventListener("click", () => input.value.trim() && !listbox.isOpen && asked.draw());
  input.addEventListener("blur", () => setTimeout(() => !root.contains(document.activeElement) && asked.close(), 0));
  clear.addEventListener("click", asked.empty);
}

/** @returns the field */
export function addSearch(context: Context, shell: Shell, index: SearchIndex, pins: Pins): HTMLElement {
  const { atlas, store, t } = context;
  if (atlas.notation) learn(atlas.notation);
  const box = makeBox();
  const { input, list, note, clear } = box;
  const listbox = createListbox(box);
  const lookup = createLookup(context, index);
  const emptyField = () => {
    input.value = "";
    clear.hidden = true;
  };
  const lines = lineMaker(context, { pins, announce: shell.announce, empty: emptyField });
  let answered = "";
  /** Counts what was typed and what ended the wait for it, so that only the last is answered. */
  let turn = 0;
  const query = () => input.value.trim();
  function placeAt(position: Position): string | null {
    const code = regionAt(atlas.basemap, position);
    return code && placeName(context, code);
  }

  const stopWaiting = () => {
    turn++;
    list.removeAttribute("aria-busy");
  };
  const close = () => {
    stopWaiting();
    listbox.close();
  };
  function draw(found = lookup.now(query())): void {
    stopWaiting();
    const words = t();
    answered = query();
    clear.hidden = !input.value;
    note.textContent = "";
    if (!answered) {
      list.replaceChildren();
      close();
      return;
    }
    const answer = found
      ? foundAnswer(words, answered, found, store.mask("sectors"))
      : positionAnswer(words, answered, placeAt);
    note.textContent = answer.note;
    const own = turn;
    listbox.show(lines.make(answer.choices), () => own === turn);
    if (answer.choices.length) shell.announce(words.count("count.results", answer.choices.length));
  }
  /** Looks before the frame in which the answer is shown, so that neither takes long. */
  async function answer(own: number): Promise<void> {
    await lookup.prepare();
    await new Promise((resume) => setTimeout(resume, 0));
    if (own !== turn) return;
    const found = lookup.now(query());
    requestAnimationFrame(() => own === turn && draw(found));
  }
  const asked: Asked = {
    draw: () => draw(),
    drawSoon() {
      stopWaiting();
      list.setAttribute("aria-busy", "true");
      void answer(turn);
    },
    close,
    empty() {
      emptyField();
      draw();
      input.focus();
    },
    isAnswered: () => query() === answered && listbox.isOpen,
  };
  shell.slots.search.append(box.root);
  listenToField(box, listbox, lookup, asked);
  listenToKeys(box, listbox, asked);
  const translate = () => {
    nameBox(box, t());
    lines.forget();
    close();
  };
  store.on(["lang"], translate);
  translate();
  return input;
}
