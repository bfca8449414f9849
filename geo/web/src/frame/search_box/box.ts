// The elements of the search box: a field with its list and a note, named in the language of now.
import type { Translate } from "../../atlas/i18n";
import { h } from "../../parts/dom";
import { SYMBOLS, symbol } from "../../parts/symbol";

export interface Box {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  readonly clear: HTMLButtonElement;
  readonly popup: HTMLElement;
  readonly list: HTMLElement;
  readonly note: HTMLElement;
}

export function makeBox(): Box {
  const list = h("ul", { class: "found-list", role: "listbox", id: "kzuz-found" });
  const note = h("p", { class: "found-note note", role: "status" });
  const popup = h("div", { class: "found", hidden: true }, note, list);
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
  const clear = h("button", { type: "button", class: "search-clear", hidden: true }, symbol(SYMBOLS.close));
  const root = h("div", { class: "search", role: "search" }, glass, input, clear, popup);
  return { root, input, clear, popup, list, note };
}

export function nameBox({ input, list, clear }: Box, t: Translate): void {
  input.setAttribute("aria-label", t("search.label"));
  input.placeholder = t("search.hint");
  list.setAttribute("aria-label", t("search.results"));
  clear.setAttribute("aria-label", t("search.clear"));
}
