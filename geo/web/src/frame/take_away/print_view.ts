// What to print: only what is ticked is, and the map by itself unless more is asked for.
import type { Context } from "../../ask/context";
import { h } from "../../parts/dom";
import { PARTS, type Part } from "../paper";
import { openDialog } from "./dialog";

export function openPrint(context: Context, print: (parts: ReadonlySet<Part>) => void): void {
  const words = context.t();
  const isOpen = document.querySelector(".card:not([hidden])") !== null;
  const parts = new Set<Part>(isOpen ? ["map", "card"] : ["map"]);
  const start = h("button", { type: "button", class: "small-button" }, words("print.do"));
  const box = (part: Part) => {
    const change = () => {
      if (input.checked) parts.add(part);
      else parts.delete(part);
      start.disabled = !parts.size;
    };
    const input = h("input", { type: "checkbox", value: part, checked: parts.has(part), on: { change } });
    return h("label", { class: "take-box" }, input, h("span", {}, words(`print.part_${part}`)));
  };
  const boxes = PARTS.filter((part) => part !== "card" || isOpen).map(box);
  const dialog = openDialog(context, "print.heading", ...boxes, start);
  start.addEventListener("click", () => {
    dialog.close();
    print(parts);
  });
}
