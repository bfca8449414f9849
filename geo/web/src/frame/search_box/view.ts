// The search box: one field for names, places and positions, worked by keys alone if wanted.
import type { Context } from "../../ask/context";
import type { SearchIndex } from "../../ask/search/search";
import { learn } from "../../atlas/coordinate";
import { regionAt } from "../../atlas/outlines";
import type { Position } from "../../atlas/types";
import { placeName } from "../../parts/text";
import type { Pins } from "../pin";
import type { Shell } from "../shell";
import { type Box, makeBox, nameBox } from "./box";
import { type Answer, type Found, foundAnswer, positionAnswer, stepTo } from "./data";
import { lineMaker } from "./lines";
import { createListbox, type Listbox } from "./listbox";
import { createLookup, type Lookup } from "./lookup";

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

function emptyField({ input, clear }: Box): void {
  input.value = "";
  clear.hidden = true;
}

/** The turns of asking: of all that was asked, only the last is answered. */
function createTurns(list: HTMLElement) {
  let turn = 0;
  return {
    /** Begins a turn; what others wait for is answered no more. */
    begin(isWaiting = false): void {
      turn++;
      if (isWaiting) list.setAttribute("aria-busy", "true");
      else list.removeAttribute("aria-busy");
    },
    /** Tells whether the turn of now is still the last. */
    own(): () => boolean {
      const own = turn;
      return () => own === turn;
    },
  };
}

function answerTo(context: Context, query: string, found: Found | null): Answer {
  const placeAt = (position: Position) => {
    const code = regionAt(context.atlas.basemap, position);
    return code && placeName(context, code);
  };
  const words = context.t();
  return found
    ? foundAnswer(words, query, found, context.store.mask("sectors"))
    : positionAnswer(words, query, placeAt);
}

/** What answers in the list of a box. */
interface Answering {
  readonly listbox: Listbox;
  readonly lookup: Lookup;
  readonly lines: ReturnType<typeof lineMaker>;
  announce(text: string): void;
}

function createAsked(context: Context, box: Box, { listbox, lookup, lines, announce }: Answering): Asked {
  const { input, list, note, clear } = box;
  const turns = createTurns(list);
  let answered = "";
  const query = () => input.value.trim();
  const close = () => {
    turns.begin();
    listbox.close();
  };
  function draw(found = lookup.now(query())): void {
    turns.begin();
    answered = query();
    clear.hidden = !input.value;
    note.textContent = "";
    if (!answered) {
      list.replaceChildren();
      close();
      return;
    }
    const answer = answerTo(context, answered, found);
    note.textContent = answer.note;
    listbox.show(lines.make(answer.choices), turns.own());
    if (answer.choices.length) announce(context.t().count("count.results", answer.choices.length));
  }
  /** Looks before the frame in which the answer is shown, so that neither takes long. */
  async function answer(isLast: () => boolean): Promise<void> {
    await lookup.prepare();
    await new Promise((resume) => setTimeout(resume, 0));
    if (!isLast()) return;
    const found = lookup.now(query());
    requestAnimationFrame(() => isLast() && draw(found));
  }
  return {
    draw: () => draw(),
    drawSoon() {
      turns.begin(true);
      void answer(turns.own());
    },
    close,
    empty() {
      emptyField(box);
      draw();
      input.focus();
    },
    isAnswered: () => query() === answered && listbox.isOpen,
  };
}

/** @returns the field */
export function addSearch(context: Context, shell: Shell, index: SearchIndex, pins: Pins): HTMLElement {
  const { atlas, store, t } = context;
  if (atlas.notation) learn(atlas.notation);
  const box = makeBox();
  const listbox = createListbox(box);
  const lookup = createLookup(context, index);
  const { announce } = shell;
  const lines = lineMaker(context, { pins, announce, empty: () => emptyField(box) });
  const asked = createAsked(context, box, { listbox, lookup, lines, announce });
  shell.slots.search.append(box.root);
  listenToField(box, listbox, lookup, asked);
  listenToKeys(box, listbox, asked);
  const translate = () => {
    nameBox(box, t());
    lines.forget();
    asked.close();
  };
  store.on(["lang"], translate);
  translate();
  return box.input;
}
