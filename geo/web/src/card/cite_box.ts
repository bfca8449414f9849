// A citation to be read before it is copied, in the format that is wanted.
import type { Context } from "../ask/context";
import { addressOf } from "../ask/link";
import type { LinkState } from "../ask/link_keys";
import { citation, cited, FORMATS, type Format } from "../atlas/cite";
import type { Feature } from "../atlas/types";
import { choice } from "../parts/choice";
import { copyButton } from "../parts/copy";
import { h } from "../parts/dom";
import { pageTitle } from "../parts/text";

/** Names of formats that are the same in every language. */
const NAMES: Readonly<Record<Exclude<Format, "plain">, string>> = { bibtex: "BibTeX", ris: "RIS", csl: "CSL-JSON" };

/** What can be cited: a thing, or the page in a state. */
export interface Subject {
  readonly name: string;
  readonly feature: Feature | null;
  readonly state: Partial<LinkState>;
}

export function citeBox(context: Context, subjects: readonly Subject[], announce: (text: string) => void): HTMLElement {
  const words = context.t();
  const box = h("textarea", { readonly: true, rows: 7, "aria-label": words("cite.select"), spellcheck: "false" });
  const draw = () => {
    const { feature, state } = subjects[Number(of.select.value)]!;
    const accessed = new Date().toISOString().slice(0, 10);
    const asked = { feature, title: pageTitle(context), address: addressOf(state), accessed };
    box.value = citation(cited(context.atlas, words, asked), format.select.value as Format, words);
  };
  const of = choice(
    words("cite.of"),
    subjects.map(({ name }, i) => [String(i), name]),
    draw,
  );
  const format = choice(
    words("cite.format"),
    FORMATS.map((id) => [id, id === "plain" ? words("cite.plain") : NAMES[id]]),
    draw,
  );
  draw();
  const copy = copyButton(context, announce, { label: "cite.copy_text", done: "cite.copied" }, () => box.value);
  return h("div", { class: "cite" }, subjects.length > 1 ? of.element : null, format.element, box, copy);
}
