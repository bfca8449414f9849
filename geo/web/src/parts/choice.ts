// One of several, with its name before it.
import { h } from "./dom";

/** An id that no other choice of the page has. */
let made = 0;

/** A choice with its name before it; `choose` is told the value. */
export function choice(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  choose: (value: string) => void,
): { element: HTMLElement; select: HTMLSelectElement } {
  const id = `kzuz-choice-${++made}`;
  const select = h(
    "select",
    { id, on: { change: () => choose(select.value) } },
    ...options.map(([value, text]) => h("option", { value }, text)),
  );
  return { element: h("div", { class: "take-choice" }, h("label", { for: id }, label), select), select };
}
