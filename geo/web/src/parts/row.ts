// A feature as a row that opens its card and points at it on the map, or as a link within a text.
import type { Context } from "../ask/context";
import { asking, type Gathering } from "../ask/packages";
import type { Store } from "../ask/state";
import type { Feature } from "../atlas/types";
import { type Handlers, h } from "./dom";
import { stateText } from "./state";
import { featureSwatch } from "./swatch";
import { textElement } from "./text";

export const openCard = (store: Store, id: string): void => store.set({ selected: id, choices: [] });

/** The feature is pointed at while the pointer or the focus is in the element. */
export function pointing(store: Store, id: string): Handlers {
  const point = (hovered: string | null) => () => store.set({ hovered });
  return { mouseenter: point(id), mouseleave: point(null), focusin: point(id), focusout: point(null) };
}

/** A row of a list, of any contents. */
export function cardRow({ store }: Context, { id }: Feature, ...children: HTMLElement[]): HTMLElement {
  const isOpen = store.get().selected === id;
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "item",
        "data-open": id,
        "aria-current": isOpen ? "true" : null,
        on: { click: () => openCard(store, id), ...pointing(store, id) },
      },
      ...children,
    ),
  );
}

/** A feature's mark, its name, and facts about it: what it is and its state, unless others are given. */
export function featureRow(context: Context, feature: Feature, facts?: readonly HTMLElement[]): HTMLElement {
  const { atlas, store, t } = context;
  const { lang, time } = store.get();
  const words = t();
  const text = h(
    "span",
    { class: "item-text" },
    textElement(context, feature.name(lang), "span", { class: "item-name" }),
    h(
      "span",
      { class: "item-facts" },
      ...(facts ?? [`${words(`kind.${feature.kind}`)} · ${stateText(context, feature)}`]),
    ),
  );
  return cardRow(context, feature, featureSwatch(atlas, feature, time), text);
}

/** A button within a text that opens the card of a feature; `after` follows it. */
export function featureLink(context: Context, id: string, after = ""): HTMLElement {
  const { atlas, store } = context;
  const feature = atlas.byId(id);
  if (!feature) return h("span", {}, id + after);
  const name = feature.name(store.get().lang);
  const open = { click: () => openCard(store, id) };
  return h("span", {}, h("button", { type: "button", class: "plain", on: open }, textElement(context, name)), after);
}

/** A button within a text that shows what belongs together. */
export const gatheringButton = ({ store }: Context, gathering: Gathering, text: string): HTMLElement =>
  h("button", { type: "button", class: "plain", on: { click: () => store.set(asking(gathering)) } }, text);
