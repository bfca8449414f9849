// Proposing a correction of the thing whose card is open, or a new place: a file that the reader sends, for nothing is
// sent from here.
import type { Context } from "../../ask/context";
import type { Json } from "../../atlas/exporters";
import {
  correctable,
  fieldOf,
  isHeldBack,
  lacking,
  mailTo,
  type Name,
  PLACES,
  type Proposed,
  proposalName,
  proposalText,
  saidOf,
} from "../../atlas/proposal";
import type { Feature, Kind, Position } from "../../atlas/types";
import { choice } from "../../parts/choice";
import { copyButton } from "../../parts/copy";
import { h } from "../../parts/dom";
import { saveFile } from "../save";
import { openDialog } from "./dialog";
import { type Control, fieldControl, textControl } from "./propose_fields";

type Fields = Proposed["fields"];
/** What is asked of a correction, or of a place. */
interface Part {
  readonly elements: readonly HTMLElement[];
  fields(): Fields;
  kind(): Kind;
}

/**
 * What is proposed: of a thing a field at a time, what was said of the others is kept; of a new place, at `at` if that is
 * known, all that its kind needs.
 */
function askedPart(context: Context, feature: Feature | null, at: Position | null, changed: () => void): Part {
  const { lang } = context.store.get();
  const words = context.t();
  const controls = new Map<Name, Control>();
  const held = h("div");
  const usual: Partial<Record<Name, Json>> = { geometry: at && [...at], precision: "locality" };
  const said = (name: Name): Json => (feature ? saidOf(feature, name, lang) : (usual[name] ?? null));
  const names = (value: string): readonly Name[] => (feature ? [value as Name] : PLACES[value as Kind]!);
  function control(name: Name): HTMLElement {
    let own = controls.get(name);
    if (!own) {
      own = fieldControl(context, fieldOf(name), said(name), changed);
      controls.set(name, own);
    }
    return own.element;
  }
  function draw(value: string): void {
    held.replaceChildren(...names(value).map(control));
    changed();
  }
  const options = feature
    ? correctable(feature, lang).map((name) => [name, words(fieldOf(name)[0])] as const)
    : (Object.keys(PLACES) as Kind[]).map((id) => [id, words(`kind.${id}`)] as const);
  const { element, select } = choice(words(feature ? "propose.field" : "filter.kind"), options, draw);
  draw(select.value);
  const fields = (): Fields =>
    Object.fromEntries(
      [...(feature ? controls.keys() : names(select.value))].flatMap((name) => {
        const value = controls.get(name)!.read();
        return value === null || (feature && String(value) === String(said(name))) ? [] : [[name, value]];
      }),
    );
  return { elements: [element, held], fields, kind: () => select.value as Kind };
}

/** What says so, and who. */
function sourcePart(context: Context, changed: () => void) {
  const words = context.t();
  const keys = ["url", "title", "date", "remark", "who", "contact"] as const;
  const texts = keys.map((key) => textControl(words(`propose.${key}`), changed, "", key === "remark" ? 3 : 0));
  return {
    elements: texts.map(({ element }) => element),
    read() {
      const [url, title, date, remark, name, contact] = texts.map(({ text }) => text()) as Six;
      return { source: { url, title, date }, remark, name, contact };
    },
  };
}
type Six = [string, string, string, string, string, string];

/** What is done with it, and what it lacks. */
function outcome(context: Context, announce: (text: string) => void, proposed: () => Proposed) {
  const { atlas, t } = context;
  const words = t();
  const note = h("p", { class: "note propose-lack", role: "status" });
  const box = h("textarea", { readonly: true, rows: 6, "aria-label": words("propose.text"), spellcheck: "false" });
  // By hand, where a frame may neither save nor copy.
  box.addEventListener("focus", () => box.select());
  const mail = h("a", { class: "small-button" }, words("propose.mail"));
  const keys = { label: "cite.copy_text", done: "propose.copied" } as const;
  const copy = copyButton(context, announce, keys, () => box.value);
  function save(): void {
    saveFile(new Blob([box.value], { type: "application/geo+json" }), proposalName(proposed()));
    announce(words("propose.saved"));
  }
  const keep = h("button", { type: "button", class: "small-button", on: { click: save } }, words("propose.save"));
  const buttons = h("div", { class: "buttons" }, keep, copy, mail);
  function draw(): void {
    const asked = proposed();
    const lacks = lacking(asked);
    note.textContent = lacks.map((key) => words(key)).join(" ");
    buttons.hidden = box.hidden = isHeldBack(lacks);
    box.value = buttons.hidden ? "" : proposalText(atlas, asked);
    mail.href = mailTo(words("propose.heading"), box.value, words("propose.attach", { file: proposalName(asked) }));
  }
  return { elements: [note, buttons, box, h("p", { class: "note" }, words("propose.note"))], draw };
}

/** @param at a new place here; else a correction of what is selected, or, where nothing is, a place to be typed */
export function openPropose(context: Context, announce: (text: string) => void, at: Position | null = null): void {
  const { atlas, store, t } = context;
  const words = t();
  const { lang, selected } = store.get();
  const made = new Date().toISOString().slice(0, 10);
  const feature = at ? null : (atlas.byId(selected ?? "") ?? null);
  // Nothing is told before all of it is there.
  let draw = () => {};
  const changed = () => draw();
  const part = askedPart(context, feature, at, changed);
  const source = sourcePart(context, changed);
  const read = () => ({ feature, kind: part.kind(), fields: part.fields(), ...source.read(), lang, made });
  const end = outcome(context, announce, read);
  draw = end.draw;
  draw();
  const what = feature ? feature.name(lang).text : words(at ? "propose.place" : "propose.open_card");
  openDialog(
    context,
    "propose.heading",
    h("p", { class: "note" }, what),
    ...part.elements,
    ...source.elements,
    ...end.elements,
  );
}

/** The button for that; it says which. */
export const proposeButton = (context: Context, announce: (text: string) => void, at?: Position): HTMLElement =>
  h(
    "button",
    { type: "button", class: "small-button", on: { click: () => openPropose(context, announce, at) } },
    context.t()(at ? "propose.here" : "propose.card"),
  );
