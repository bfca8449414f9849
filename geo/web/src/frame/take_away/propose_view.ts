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
import { type Control, fieldControl, shownValue, textControl } from "./propose_fields";

type Fields = Proposed["fields"];
type Name = keyof Fields;
/** What is asked of a correction, or of a place. */
interface Part {
  readonly elements: readonly HTMLElement[];
  fields(): Fields;
  kind(): Kind;
}

const isSame = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A field at a time; what was said of the others is kept. */
function correctionPart(context: Context, feature: Feature, changed: () => void): Part {
  const { lang } = context.store.get();
  const words = context.t();
  const names = correctable(feature, lang);
  const controls = new Map<Name, Control>();
  const held = h("div");
  const values = (): Fields => {
    const read = [...controls].map(([name, control]) => [name, control.read()] as const);
    return Object.fromEntries(
      read.filter(([name, value]) => value !== null && !isSame(value, saidOf(feature, name, lang))),
    );
  };
  function draw(): void {
    const name = field.select.value as Name;
    const said = saidOf(feature, name, lang);
    if (!controls.has(name)) controls.set(name, fieldControl(context, fieldOf(name), said, changed));
    const now = words("propose.now", { value: shownValue(context, fieldOf(name), said) });
    held.replaceChildren(h("p", { class: "note", dir: "auto" }, now), controls.get(name)!.element);
    changed();
  }
  const options = names.map((name) => [name, words(fieldOf(name).label)] as const);
  const field = choice(words("propose.field"), options, draw);
  draw();
  return { elements: [field.element, held], fields: values, kind: () => feature.kind };
}

/** A new place; what two kinds share is kept when the kind changes. */
function placePart(context: Context, at: Position | null, changed: () => void): Part {
  const words = context.t();
  const kinds = Object.keys(PLACES) as Kind[];
  const controls = new Map<Name, Control>();
  const held = h("div");
  const names = (): readonly Name[] => ["geometry", ...PLACES[kind.select.value as Kind]!];
  const control = (name: Name): Control => {
    const known = controls.get(name);
    if (known) return known;
    const first = name === "geometry" ? at && [...at] : name === "precision" ? "locality" : null;
    const fresh = fieldControl(context, fieldOf(name), first, changed);
    controls.set(name, fresh);
    return fresh;
  };
  function draw(): void {
    held.replaceChildren(...names().map((name) => control(name).element));
    changed();
  }
  const kind = choice(
    words("filter.kind"),
    kinds.map((id) => [id, words(`kind.${id}`)]),
    draw,
  );
  draw();
  const fields = (): Fields =>
    Object.fromEntries(
      names().flatMap((name) => (control(name).read() === null ? [] : [[name, control(name).read()]])),
    );
  return { elements: [kind.element, held], fields, kind: () => kind.select.value as Kind };
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
    part = place || !feature ? placePart(context, at, changed) : correctionPart(context, feature, changed);
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
