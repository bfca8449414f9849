// The few buttons on the map: closer, further, both countries, background.
import L from "leaflet";
import type { Context } from "../ask/context";
import type { TextKey } from "../atlas/i18n";
import { bothCountries } from "../map/map";
import { h } from "../parts/dom";
import { SYMBOLS, symbol } from "../parts/symbol";
import { popover } from "./popover";
import { addScaleBar } from "./scale_bar";
import type { Shell } from "./shell";

export function addControls(context: Context, { slots }: Shell): void {
  const { map, store, tiles, t } = context;
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
      button("ui.zoom_all", SYMBOLS.both, () => map.fitBounds(bothCountries())),
    ),
  );
  addScaleBar(context);
  if (!Object.keys(tiles).length) return;

  const choice = h("fieldset", { class: "backgrounds", hidden: true });
  const toggle = button("ui.background", SYMBOLS.layers, () => {
    if (shown.isOpen) shown.close();
    else shown.open();
  });
  const shown = popover(toggle, choice);
  const option = (name: string | null) =>
    h(
      "label",
      {},
      h("input", {
        type: "radio",
        name: "kzuz-background",
        value: name ?? "",
        checked: store.get().tiles === name,
        on: { change: () => store.set({ tiles: name }) },
      }),
      h("span", {}, name ? (t().find(`ui.background.${name}`) ?? name) : t()("ui.background_drawn")),
    );
  const fill = () =>
    choice.replaceChildren(
      h("legend", {}, t()("ui.background")),
      option(null),
      ...Object.keys(tiles).map(option),
      h("p", { class: "note" }, t()("ui.background_online")),
    );
  fill();
  store.on(["lang", "tiles"], fill);
  slots.tools.append(h("div", { class: "tool-group" }, toggle), choice);
  // The pictures' own credit shows while they do.
  const attribution = L.control.attribution({ prefix: false, position: "bottomright" });
  store.on(["tiles"], (state) => (state.tiles ? attribution.addTo(map) : attribution.remove()));
}
