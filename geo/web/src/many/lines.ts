// Places as lines that can be pressed.
import { h } from "../parts/dom";
import type { Context } from "./context";
import { factsLine } from "./labels";
import { markOf } from "./picture";
import type { Spot } from "./tiles";
import { say } from "./words";

/** The name of a place, or that it has none. */
export const shownName = (context: Context, name: string): string => name || say(context.t(), "many.unnamed");

export const placeText = (context: Context, spot: Spot, name: string): HTMLElement =>
  h(
    "span",
    { class: "item-text" },
    h("span", { class: "item-name", dir: "auto" }, shownName(context, name)),
    h("span", { class: "item-facts" }, factsLine(context, spot)),
  );

/** A list of places; a press on one opens it. */
export async function placeList(
  context: Context,
  spots: readonly Spot[],
  open: (spot: Spot) => void,
): Promise<HTMLElement> {
  const names = await Promise.all(spots.map((spot) => context.nameOf(spot)));
  return h(
    "ul",
    { class: "items" },
    ...spots.map((spot, i) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "item", on: { click: () => open(spot) } },
          markOf(context, spot),
          placeText(context, spot, names[i]!),
        ),
      ),
    ),
  );
}
