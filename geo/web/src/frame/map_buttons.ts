// The few buttons on the map: closer, further, both countries, background.
import L from "leaflet";
import type { Context } from "../ask/context";
import { MEASURES, type State } from "../ask/state";
import type { TextKey } from "../atlas/i18n";
import { firstBounds } from "../map/ground/background";
import { h } from "../parts/dom";
import { SYMBOLS, symbol } from "../parts/symbol";
import { popover } from "./popover";
import { addScaleBar } from "./scale_bar";
import type { Shell } from "./shell";

/** One answer to what the map shows, as a radio button. */
function option<K extends "tiles" | "regions">(
  { store }: Context,
  key: K,
  value: State[K],
  label: string,
): HTMLElement {
  const input = h("input", {
    type: "radio",
    name: `kzuz-${key}`,
    value: value ?? "",
    checked: store.get()[key] === value,
    on: { change: () => store.set({ [key]: value }) },
  });
  return h("label", {}, input, h("span", {}, label));
}

/** The online pictures, if the page may ask for any, and by what regions are coloured. */
function backgrounds(context: Context): HTMLElement[] {
  const words = context.t();
  const names = Object.keys(context.tiles);
  const pictures = h(
    "fieldset",
    {},
    h("legend", {}, words("ui.background")),
    option(context, "tiles", null, words("ui.background_drawn")),
    ...names.map((name) => option(context, "tiles", name, words.find(`ui.background.${name}`) ?? name)),
    h("p", { class: "note" }, words("ui.background_online")),
  );
  const regions = h(
    "fieldset",
    {},
    h("legend", {}, words("regions.heading")),
    option(context, "regions", null, words("regions.none")),
    ...MEASURES.map((measure) => option(context, "regions", measure, words(`regions.${measure}`))),
  );
  return names.length ? [pictures, regions] : [regions];
}

export function addControls(context: Context, { slots }: Shell): void {
  const { atlas, map, store, t } = context;
  const button = (key: TextKey, d: string, act: () => void) => {
    const element = h("button", { type: "button", class: "tool", on: { click: act } }, symbol(d));
    const name = () => {
      element.setAttribute("aria-label", t()(key));
      element.title = t()(key);
    };
    name();
    store.on(["lang"], name);
    return element;
  };
  slots.tools.append(
    h(
      "div",
      { class: "tool-group" },
      button("ui.zoom_in", SYMBOLS.plus, () => map.zoomIn(1)),
      button("ui.zoom_out", SYMBOLS.minus, () => map.zoomOut(1)),
      button("ui.zoom_all", SYMBOLS.both, () => map.fitBounds(firstBounds(atlas))),
    ),
  );
  addScaleBar(context);

  const choice = h("div", { class: "backgrounds", hidden: true });
  const toggle = button("ui.background", SYMBOLS.layers, () => {
    if (shown.isOpen) shown.close();
    else shown.open();
  });
  const shown = popover(toggle, choice);
  const fill = () => choice.replaceChildren(...backgrounds(context));
  fill();
  store.on(["lang"], fill);
  store.on(["tiles", "regions"], (now) => {
    for (const input of choice.querySelectorAll("input")) {
      input.checked = input.value === (now[input.name.slice(5) as "tiles" | "regions"] ?? "");
    }
  });
  slots.tools.append(h("div", { class: "tool-group" }, toggle), choice);
  // The pictures' own credit shows while they do.
  const attribution = L.control.attribution({ prefix: false, position: "bottomright" });
  store.on(["tiles"], (state) => (state.tiles ? attribution.addTo(map) : attribution.remove()));
}
