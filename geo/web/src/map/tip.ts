// One tooltip for all marks and one for all lines: the name of what is under the pointer or has the focus.
import L from "leaflet";
import type { Context } from "../ask/context";
import type { Feature } from "../atlas/types";
import { h } from "../parts/dom";

export interface Tip {
  /** Shows the feature's name at a place, moved by so many pixels from it. */
  show(feature: Feature, at: L.LatLng, offset?: L.PointExpression): void;
  follow(at: L.LatLng): void;
  hide(): void;
}

export function createTip({ map, store }: Context, direction: "top" | "auto"): Tip {
  const tip = L.tooltip({ direction });
  return {
    show(feature, at, offset = [0, 0]) {
      tip.options.offset = offset;
      tip.setContent(h("span", {}, feature.name(store.get().lang).text));
      map.openTooltip(tip.setLatLng(at));
    },
    follow(at) {
      tip.setLatLng(at);
    },
    hide() {
      map.closeTooltip(tip);
    },
  };
}
