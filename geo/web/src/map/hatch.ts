// When a thing is known only by its region, or concerns regions, those are hatched while its card is open.
import L from "leaflet";
import type { Context } from "../ask/context";
import { ringsOf } from "../atlas/outlines";
import type { Feature } from "../atlas/types";
import { s } from "../parts/dom";
import { latLng } from "./latlng";

const PANE = "kzuz-regions";

/** ISO codes of what is hatched for a feature. */
export function areasOf(feature: Feature): readonly string[] {
  if (feature.list("applies_to").length) return feature.list("applies_to");
  if (feature.precision === "region" && !feature.line) return feature.list("admin1");
  if (feature.precision === "country") return feature.list("countries");
  return [];
}

export function addHatching({ atlas, store, map }: Context): void {
  const renderer = L.svg({ pane: PANE, padding: 0.4 });
  const layer = L.layerGroup().addTo(map);

  function addPattern(): void {
    const svg = map.getPane(PANE)?.querySelector("svg");
    if (!svg || svg.querySelector("pattern")) return;
    const stripe = s("path", { class: "hatch-stripe", d: "M0 8 8 0M-2 2 2-2M6 10 10 6" });
    svg.prepend(
      s("defs", {}, s("pattern", { id: "kzuz-hatch", width: 8, height: 8, patternUnits: "userSpaceOnUse" }, stripe)),
    );
  }
  store.on(["selected"], ({ selected }) => {
    layer.clearLayers();
    const feature = selected ? atlas.byId(selected) : undefined;
    if (!feature) return;
    for (const code of areasOf(feature)) {
      const rings = ringsOf(atlas.basemap, code).map((ring) => ring.map(latLng));
      if (!rings.length) continue;
      const shape = L.polygon(rings, {
        renderer,
        pane: PANE,
        interactive: false,
        className: code.includes("-") ? "hatch" : "hatch hatch-country",
      });
      layer.addLayer(shape);
      shape.getElement()?.setAttribute("data-area", code);
    }
    addPattern();
  });
}
