// Rows of events and sources: one more, one less, without asking the server to draw the form anew.
import { nextNumber, numbered } from "./answer";

/** Attributes of a row's elements that hold its number. */
const HOLDING = [
  "id",
  "name",
  "for",
  "value",
  "aria-describedby",
  "data-field",
  "data-why",
  "data-row",
  "data-less",
  "data-of-new",
  "data-names",
]; // prettier-ignore

export function followRows(form: HTMLFormElement, change: (name: string) => void): void {
  form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button.more, button.less");
    if (!button) return;
    event.preventDefault();
    if (button.classList.contains("more")) addRow(form, button);
    else dropRow(button);
    change(button.value);
  });
  form.addEventListener("input", ({ target }) => followDocument(form, target as HTMLInputElement));
  for (const input of form.querySelectorAll<HTMLInputElement>("input[list]")) followDocument(form, input);
}

function addRow(form: HTMLFormElement, more: HTMLButtonElement): void {
  const rows = more.value;
  const template = form.querySelector<HTMLTemplateElement>(`template[data-template="${rows}"]`)!;
  const names = [...form.elements].map((element) => (element as HTMLInputElement).name);
  const number = nextNumber(rows, names);
  const row = (template.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of HOLDING) {
      const value = element.getAttribute(name);
      if (value?.includes(`${rows}.NEW`)) element.setAttribute(name, numbered(value, rows, number));
    }
  }
  more.before(row);
  row.querySelector<HTMLElement>("input, select, textarea")?.focus();
  for (const input of row.querySelectorAll<HTMLInputElement>("input[list]")) followDocument(form, input);
}

function dropRow(less: HTMLButtonElement): void {
  const row = less.closest<HTMLElement>("[data-row]")!;
  const next = row.nextElementSibling?.querySelector<HTMLElement>("input, button") ?? row.nextElementSibling;
  row.remove();
  (next as HTMLElement | null)?.focus();
}

/** Under a document that is there its title is shown; what describes one is asked of an address that is new. */
function followDocument(form: HTMLFormElement, input: HTMLInputElement): void {
  if (!input.list) return;
  const known = [...input.list.options].find(({ value }) => value === input.value);
  const hint = form.querySelector<HTMLElement>(`[data-names="${CSS.escape(input.name)}"]`);
  if (hint) {
    hint.dataset.hint ??= hint.textContent ?? "";
    hint.textContent = known ? known.textContent : hint.dataset.hint;
  }
  const asked = form.querySelector<HTMLElement>(`[data-of-new="${CSS.escape(input.name)}"]`);
  if (asked) asked.hidden = !/^https?:\/\//i.test(input.value);
}
