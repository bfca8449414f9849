// The scale bar, in the reader's words: Leaflet's own says "km" in every language.
import L from "leaflet";
import type { Context } from "../ask/context";

/** What Leaflet's scale does inside, for want of an option. */
interface ScaleInternals {
  _mScale: HTMLElement;
  _getRoundNum(n: number): number;
  _updateScale(bar: HTMLElement, label: string, ratio: number): void;
  _update(): void;
}

export function addScaleBar({ map, store, t }: Context): void {
  const control = L.control.scale({ imperial: false, maxWidth: 110, position: "bottomleft" });
  const scale = control as unknown as ScaleInternals;
  Object.assign(control, {
    _updateMetric(most: number) {
      const meters = scale._getRoundNum(most);
      const words = t();
      const isFar = meters >= 1000;
      const label = words(isFar ? "number.km" : "number.m", { n: words.number(isFar ? meters / 1000 : meters) });
      scale._updateScale(scale._mScale, label, meters / most);
    },
  });
  control.addTo(map);
  store.on(["lang"], () => scale._update());
}
