// A field of a proposal on the page: what a reader types or chooses, as a value; null while there is none.
import type { Context } from "../../ask/context";
import { unmistakable } from "../../atlas/coordinate/reading";
import type { Json } from "../../atlas/exporters";
import { span } from "../../atlas/history";
import { type Field, type Holds, tidy } from "../../atlas/proposal";
import type { Position, SectorId } from "../../atlas/types";
import { h } from "../../parts/dom";
import { sectorName } from "../../parts/text";
import { positionAnswer } from "../search_box/data";

export interface Control {
  readonly element: HTMLElement;
  read(): Json;
}

let made = 0;
type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const labelled = (label: string, input: Input, ...more: HTMLElement[]): HTMLElement => {
  input.id = `kzuz-propose-${++made}`;
  return h("div", {}, h("div", { class: "take-choice" }, h("label", { for: input.id }, label), input), ...more);
};

/** What the file may hold of a text. */
const LONGEST = 2000;

/** A line of text, or with `rows` several; read without what nobody sees. */
export function textControl(label: string, changed: () => void, value = "", rows = 0) {
  const common = { dir: "auto", maxlength: LONGEST };
  const input = rows ? h("textarea", { ...common, rows }) : h("input", { ...common, type: "text" });
  input.value = value;
  input.addEventListener("input", changed);
  const text = () => tidy(input.value);
  return { element: labelled(label, input), text };
}

/** A word of a closed list in the reader's language, as it stands in the data. */
const word = (context: Context, of: string, id: string): string =>
  of === "sector." ? sectorName(context, id as SectorId, context.store.get().lang) : (context.t().find(of + id) ?? id);

function wordsControl(context: Context, field: Field, label: string, value: Json, changed: () => void): Control {
  const [, holds, of = "", words = context.atlas.sectors.map(({ id }) => id)] = field;
  const several = holds === "words";
  const options = words.map((id) => h("option", { value: id }, word(context, of, id)));
  const none = several ? [] : [h("option", { value: "" }, "–")];
  const select = h("select", { multiple: several, size: several ? words.length : null }, ...none, ...options);
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const option of options) option.selected = chosen.includes(option.value);
  select.addEventListener("change", changed);
  const read = () => [...select.selectedOptions].map((option) => option.value).filter(Boolean);
  return {
    element: labelled(label, select),
    read: () => (several ? (read().length ? read() : null) : (read()[0] ?? null)),
  };
}

/** A position as typed, told how it is read; of two readings the reader takes one. */
function positionControl(context: Context, label: string, at: Position | null, changed: () => void): Control {
  const { t } = context;
  const input = h("input", { type: "text" });
  const note = h("p", { class: "note", role: "status" });
  const offers = h("div", { class: "buttons" });
  let position: Position | null = null;
  function take(text: string): void {
    input.value = text;
    look();
    input.focus();
  }
  function look(): void {
    const typed = input.value.trim();
    const { choices, note: why } = typed ? positionAnswer(t(), typed, () => null) : { choices: [], note: "" };
    const found = choices as readonly { readonly at: Position; readonly text: string }[];
    const [first] = found;
    position = (!why && first?.at) || null;
    note.textContent = why || (first?.text ?? "");
    const texts = why ? found.map(({ at: [lon, lat] }) => unmistakable(lat, lon)) : [];
    offers.replaceChildren(
      ...texts.map((text) =>
        h("button", { type: "button", class: "small-button", on: { click: () => take(text) } }, text),
      ),
    );
    changed();
  }
  input.addEventListener("input", look);
  const element = labelled(label, input, note, offers);
  if (at) input.value = unmistakable(at[1], at[0]);
  look();
  return { element, read: () => position && [...position] };
}

/** What a reader puts into a field that holds this now. */
export function fieldControl(context: Context, field: Field, value: Json, changed: () => void): Control {
  const words = context.t();
  const [name, holds] = field;
  const form = holds === "number" ? "US$" : holds === "date" ? "2026-03-15" : "";
  const label = form ? `${words(name)} (${form})` : words(name);
  const text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
  switch (holds) {
    case "word":
    case "words":
      return wordsControl(context, field, label, value, changed);
    case "position":
      return positionControl(context, label, value as Position | null, changed);
    default: {
      const { element, text: read } = textControl(label, changed, text, holds === "long" ? 4 : 0);
      return { element, read: () => typedValue(holds, read()) };
    }
  }
}

/** A typed text as the field holds it; null where it is no number or date and one is meant. */
function typedValue(holds: Holds, text: string): Json {
  if (!text) return null;
  if (holds === "list") return text.split(";").map(tidy).filter(Boolean);
  if (holds === "date") return span(text) ? text : null;
  if (holds !== "number") return text;
  return Number(text.replace(/\s/g, "").replace(",", ".")) || null;
}
