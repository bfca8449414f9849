// The layers that hold the marks, one a sector, in Folium's layer of that sector.
import type L from "leaflet";
import type { Context } from "../../ask/context";
import type { SectorId } from "../../atlas/types";
import { MARK_SIZE } from "../../parts/glyph";
import { createTip } from "../tip";
import { ElementLayer } from "./elements";
import type { Mark } from "./mark";

type Layers = ReadonlyMap<SectorId, ElementLayer<Mark>>;

/** Names appear under the focus, and whoever tabs to a mark sees it. */
function followFocus({ map }: Context, layers: Layers, show: (mark: Mark) => void, hide: () => void): void {
  const pane = map.getPane("markerPane")!;
  const focused = (event: Event) => [...layers.values()].map((layer) => layer.itemOf(event)).find((mark) => mark);
  pane.addEventListener("focusin", (event) => {
    const mark = focused(event);
    if (!mark) return;
    // Half a mark and its move.
    map.panInside(mark.at, { padding: [MARK_SIZE + Math.abs(mark.dx), MARK_SIZE + Math.abs(mark.dy)] });
    show(mark);
  });
  pane.addEventListener("focusout", hide);
}

/** Names appear under the pointer and the focus. */
export function layersOf(context: Context, marks: readonly Mark[]): Layers {
  const { groups, map, store } = context;
  const tip = createTip(context, "top");
  const show = ({ feature, at, dx, dy }: Mark) => tip.show(feature, at, [dx, dy - 12]);
  const layers = new Map<SectorId, ElementLayer<Mark>>();
  for (const sector of new Set(marks.map(({ feature }) => feature.sector))) {
    const layer = new ElementLayer<Mark>().addTo(groups[sector] as unknown as L.Map);
    layers.set(sector, layer);
    layer.on("mouseover", ({ originalEvent }) => {
      const mark = layer.itemOf(originalEvent);
      if (!mark) return;
      store.set({ hovered: mark.feature.id });
      show(mark);
    });
    layer.on("mouseout", () => {
      store.set({ hovered: null });
      tip.hide();
    });
  }
  followFocus(context, layers, show, () => tip.hide());
  map.on("zoomstart", () => tip.hide());
  return layers;
}
