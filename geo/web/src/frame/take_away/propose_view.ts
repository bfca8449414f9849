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
import { type Control, fieldControl, shownIn, textControl } from "./propose_fields";

type Fields = Proposed["fields"];
/** What is asked of a correction, or of a place. */
interface Part {
  readonly elements: readonly HTMLElement[];
  fields(): Fields;
  kind(): Kind;
}

const isSame = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

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
  const names = (value: string): readonly Name[] =>
    feature ? [value as Name] : ["geometry", ...PLACES[value as Kind]!];
  function control(name: Name): HTMLElement {
    let known = controls.get(name);
    if (!known) {
      known = fieldControl(context, fieldOf(name), said(name), changed);
      if (feature)
        known.element.prepend(
          h("p", { class: "note now", dir: "auto" }, words("propose.now", { value: shownIn(known) })),
        );
      controls.set(name, known);
    }
    return known.element;
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
        return value === null || (feature && isSame(value, said(name))) ? [] : [[name, value]];
      }),
    );
  return { elements: [element, held], fields, kind: () => select.value as Kind };
}

/** What says so, and who. */
function sourcePart(context: Context, changed: () => void) {
  const words = context.t();
  const [url, title, date, name, contact] = (["url", "title", "date", "who", "contact"] as const).map((key) =>
    textControl(words(`propose.${key}`), changed),
  ) as [Text, Text, Text, Text, Text];
  const remark = textControl(words("propose.remark"), changed, "", 3);
  return {
    elements: [url, title, date, remark, name, contact].map(({ element }) => element),
    read: () => ({
      source: { url: url.text(), title: title.text(), date: date.text() },
      remark: remark.text(),
      name: name.text(),
      contact: contact.text(),
    }),
  };
}
type Text = ReturnType<typeof textControl>;

/** What is done with it, and what it lacks. */
function outcome(context: Context, announce: (text: string) => void, proposed: () => Proposed) {
  const { atlas, t } = context;
  const words = t();
  const note = h("p", { class: "note propose-lack", role: "status" });
  const box = h("textarea", { readonly: true, rows: 6, "aria-label": words("propose.text"), spellcheck: "false" });
  const mail = h("a", { class: "small-button" }, words("propose.mail"));
  const keys = { label: "cite.copy_text", done: "propose.copied" } as const;
  const copy = copyButton(context, announce, keys, () => box.value);
  function save(): void {
    saveFile(new Blob([box.value], { type: "application/geo+json" }), proposalName(proposed()));
    announce(words("propose.saved"));
  }
  const keep = h("button", { type: "button", class: "small-button", "data-save": "proposal", on: { click: save } });
  keep.textContent = words("propose.save");
  const buttons = h("div", { class: "buttons" }, keep, copy, mail);
  function draw(): void {
    const asked = proposed();
    const lacks = lacking(asked);
    note.textContent = lacks.map((key) => words(key)).join(" ");
    buttons.hidden = box.hidden = isHeldBack(lacks);
    box.value = buttons.hidden ? "" : proposalText(atlas, asked);
    const subject = [words("propose.heading"), asked.feature?.id].filter(Boolean).join(": ");
    mail.href = mailTo(subject, box.value, words("propose.attach", { file: proposalName(asked) }));
  }
  return { elements: [note, buttons, box, h("p", { class: "note" }, words("propose.note"))], draw };
}

/** @param at a new place here; else a correction of what is selected, or a place to be typed */
export function openPropose(context: Context, announce: (text: string) => void, at: Position | null = null): void {
  const { atlas, store, t } = context;
  const words = t();
  const { lang, selected } = store.get();
  const made = new Date().toISOString().slice(0, 10);
  const feature = at ? null : (atlas.byId(selected ?? "") ?? null);
  const held = h("div");
  let part: Part | null = null;
  let isPlace = !feature;
  // Nothing is drawn before all of it is there.
  const changed = () => part && end.draw();
  const source = sourcePart(context, changed);
  const end = outcome(context, announce, () => ({
    feature: isPlace ? null : feature,
    kind: part!.kind(),
    fields: part!.fields(),
    ...source.read(),
    lang,
    made,
  }));
  function draw(place: boolean): void {
    isPlace = place;
    part = null;
    part = askedPart(context, place ? null : feature, at, changed);
    held.replaceChildren(...part.elements);
    end.draw();
  }
  const what = feature
    ? choice(
        words("cite.of"),
        [
          ["", feature.name(lang).text],
          ["place", words("propose.place")],
        ],
        (value) => draw(value === "place"),
      ).element
    : h("p", { class: "note" }, words(at ? "propose.place" : "propose.open_card"));
  draw(isPlace);
  openDialog(context, "propose.heading", what, held, ...source.elements, ...end.elements);
}
