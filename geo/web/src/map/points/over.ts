// The name of the painted point under the pointer.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { latLng } from "../latlng";
import { createTip } from "../tip";
import type { Points } from "./points";

export function addPointTip(context: Context, points: Points): void {
  const { map, store } = context;
  const tip = createTip(context, "top");
  let over: string | null = null;
  function leave(): void {
    if (!over) return;
    over = null;
    map.getContainer().classList.remove("is-over-point");
    store.set({ hovered: null });
    tip.hide();
  }
  map.on("mousemove", ({ latlng, originalEvent }) => {
    const isOnMap = (originalEvent.target as Element).closest(".leaflet-container, .folium-map");
    const [feature] = originalEvent.buttons || !isOnMap ? [] : points.at(latlng);
    if (!feature) leave();
    else if (feature.id !== over) {
      over = feature.id;
      map.getContainer().classList.add("is-over-point");
      store.set({ hovered: over });
      tip.show(feature, L.latLng(latLng(feature.position!)), [0, -10]);
    }
  });
  map.on("mouseout zoomstart movestart", leave);
}
