// Says where the drawn ground ends and offers online pictures there; and says so where pictures were asked for in vain.
import type { Context } from "../ask/context";
import { groundEnds } from "../map/ground/close";
import { notice } from "../parts/notice";
import type { Shell } from "./shell";

/** The pictures that show streets and names. */
const STREETS = "osm";

export function tellGround(context: Context, { slots }: Shell): void {
  const { map, store, tiles, t } = context;
  const tell = (name: string, text: string, act?: { label: string; run: () => void }) =>
    notice(slots.notices, name, text, t()("ui.close"), act);
  const atEnd = () => store.get().tiles === null && map.getZoom() >= groundEnds(context);
  const showStreets = () => ({ label: t()("ground.more"), run: () => store.set({ tiles: STREETS }) });
  const tellEnd = () => tell("ground", atEnd() ? t()("ground.ends") : "", STREETS in tiles ? showStreets() : undefined);
  map.on("zoomend", tellEnd);
  store.on(["tiles", "lang"], tellEnd);
  store.on(["tiles"], () => tell("pictures", ""));
  for (const layer of Object.values(tiles)) {
    layer.on("tileerror", () => tell("pictures", t()("ground.no_pictures")));
    layer.on("tileload", () => tell("pictures", ""));
  }
}
