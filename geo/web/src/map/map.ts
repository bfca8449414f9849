// Everything on the map, in its order: background, regions, lines, marks; and Folium's layers tied to the state.
import type L from "leaflet";
import type { Context } from "../ask/context";
import type { SectorId } from "../atlas/types";
import { addBackground, firstBounds, type Ground, keepStill, prepareMap, takePicture } from "./ground/background";
import { addHatching } from "./hatch";
import { addLines } from "./lines/lines";
import { addMarks } from "./marks/marks";
import { addPoints, CANVAS_FROM } from "./points/points";
import { tieTiles } from "./tiles";

export function addMap(context: Context): Ground {
  const { map, atlas, store } = context;
  prepareMap(map, firstBounds(atlas));
  const removePicture = takePicture(map);
  const points = atlas.features.reduce((sum, { position }) => sum + (position ? 1 : 0), 0);
  const { keepClear, ...ground } = addBackground(context, removePicture, points <= CANVAS_FROM);
  addHatching(context);
  addLines(context);
  const painted = points > CANVAS_FROM ? addPoints(context) : null;
  if (painted) keepClear([]);
  else addMarks(context, keepClear);
  tieLayers(context);
  tieTiles(context);
  keepStill(map);
  const measure = () => map.getContainer().classList.toggle("is-far", map.getZoom() < 6);
  measure();
  map.on("zoomend", measure);
  map.on("click", (event) => {
    if ((event.originalEvent.target as Element).closest?.(".mark, .line-hit")) return;
    const ids = painted?.at(event.latlng).map(({ id }) => id) ?? [];
    // Beside everything it closes the card.
    store.set(ids.length === 1 ? { selected: ids[0]!, choices: [] } : { selected: null, choices: ids });
  });
  return ground;
}

/** A sector's layer and its switch are one thing: whoever adds or removes the layer moves the switch too. */
function tieLayers({ map, groups, store }: Context): void {
  const entries = Object.entries(groups) as [SectorId, L.FeatureGroup][];
  const off = () => new Set(entries.flatMap(([id, group]) => (map.hasLayer(group) ? [] : [id])));
  const same = (a: ReadonlySet<SectorId>, b: ReadonlySet<SectorId>) =>
    a.size === b.size && [...a].every((id) => b.has(id));
  let busy = false;
  const heed = (event: L.LayerEvent) => {
    if (busy || !entries.some(([, group]) => group === event.layer)) return;
    const now = off();
    if (!same(now, store.get().off)) store.set({ off: now });
  };
  map.on("layeradd", heed);
  map.on("layerremove", heed);
  store.on(["off"], (state) => {
    busy = true;
    for (const [id, group] of entries) {
      if (state.off.has(id)) map.removeLayer(group);
      else if (!map.hasLayer(group)) map.addLayer(group);
    }
    busy = false;
  });
}
