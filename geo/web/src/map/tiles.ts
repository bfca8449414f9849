// Online pictures, only when asked for: they lie over the drawn ground, which stays where none come.
import type L from "leaflet";
import type { Context } from "../ask/context";
import { groundEnds } from "./ground/close";

const PICTURES_END = 18;

/** Names are drawn until there are pictures, which have their own. */
export function tieTiles(context: Context): void {
  const { map, tiles, store } = context;
  const end = groundEnds(context);
  const box = map.getContainer().classList;
  const shown = (layer: L.TileLayer) => layer === tiles[store.get().tiles ?? ""];
  map.setMaxZoom(end);
  for (const layer of Object.values(tiles)) {
    map.removeLayer(layer);
    layer.on("tileload", () => box.toggle("has-pictures", shown(layer)));
  }
  store.on(["tiles"], (state) => {
    box.remove("has-pictures");
    for (const [name, layer] of Object.entries(tiles)) {
      if (name === state.tiles) map.addLayer(layer);
      else map.removeLayer(layer);
    }
    map.setMaxZoom(state.tiles === null ? end : PICTURES_END);
  });
}
