// Railways, roads, pipelines. How a line is drawn says what the drawing is worth: only a surveyed one is thin and
// solid; a schematic one is broken, from near in a wide pale band, and far out a thin and pale line of its own.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { sameBits } from "../../ask/state";
import { statusOn } from "../../atlas/history";
import type { Feature, Position } from "../../atlas/types";
import { PHASE } from "../../atlas/vocabulary";
import { latLng } from "../latlng";
import { createTip } from "../tip";
import { addLineKeys } from "./line_keys";
import { LineLayer } from "./line_layer";
import { addLineNames } from "./line_names";
import { addLineSigns } from "./line_signs";

const PANE = "kzuz-lines";
/** Pixels around a line that count as on it. */
const REACH = 9;

/** West to east, so that a label along the line never stands on its head. */
const eastward = (part: readonly Position[]): readonly Position[] =>
  part.length && part[part.length - 1]![0] < part[0]![0] ? [...part].reverse() : part;

const courseOf = (feature: Feature): L.LatLng[][] =>
  feature.line!.map((part) => eastward(part).map((position) => L.latLng(latLng(position))));

/** Ids of the lines that are drawn at a point, or nearly. */
function linesAt({ store, map }: Context, lines: readonly LineLayer[], point: L.LatLng): string[] {
  const at = map.latLngToLayerPoint(point);
  const near = ({ parts }: LineLayer) =>
    parts.some((part) =>
      part.some((_, i) => {
        if (!i) return false;
        const [a, b] = [map.latLngToLayerPoint(part[i - 1]!), map.latLngToLayerPoint(part[i]!)];
        return L.LineUtil.pointToSegmentDistance(at, a, b) <= REACH;
      }),
    );
  return lines.filter((drawn) => store.visible(drawn.shows) && near(drawn)).map(({ shows }) => shows.id);
}

/** What happens on a line reaches the layer of its sector, where it is heeded once for all lines. */
function heed(context: Context, lines: readonly LineLayer[], group: L.FeatureGroup): void {
  const { store } = context;
  const tip = createTip(context, "auto");
  const on = (name: string, act: (line: LineLayer, event: L.LeafletMouseEvent) => void) =>
    group.on(name, (event) => {
      if (event.propagatedFrom instanceof LineLayer) act(event.propagatedFrom, event as L.LeafletMouseEvent);
    });
  on("click", ({ shows }, event) => {
    const ids = linesAt(context, lines, event.latlng);
    if (ids.length > 1) store.set({ selected: null, choices: ids });
    else store.set({ selected: shows.id, choices: [] });
    L.DomEvent.stopPropagation(event);
  });
  on("mouseover", ({ shows }, { latlng }) => {
    store.set({ hovered: shows.id });
    tip.show(shows, latlng);
  });
  on("mousemove", (_, { latlng }) => tip.follow(latlng));
  on("mouseout", () => {
    store.set({ hovered: null });
    tip.hide();
  });
}

/** Marks the line that is opened, before the others, and the one that is pointed at. */
function emphasise(lines: readonly LineLayer[], selected: string | null, hovered: string | null): void {
  for (const line of lines) {
    const { id } = line.shows;
    for (const { classList } of line.paths) {
      classList.toggle("is-selected", id === selected);
      classList.toggle("is-hovered", id === hovered);
    }
    if (id === selected) line.bringToFront();
  }
}

export function addLines(context: Context): void {
  const { atlas, groups } = context;
  const renderer = L.svg({ pane: PANE, padding: 0.4 });
  const lines = atlas.features
    .filter(({ line }) => line)
    .map((feature) => {
      const color = atlas.sector(feature.sector).color;
      return new LineLayer(feature, color, courseOf(feature), { renderer, pane: PANE });
    });
  for (const group of Object.values(groups)) heed(context, lines, group);
  keepCurrent(context, lines);
}

/** Draws what the state shows of the lines, from now on. */
function keepCurrent(context: Context, lines: readonly LineLayer[]): void {
  const { store, map, groups } = context;
  const dress = (line: LineLayer) => line.dress(PHASE[statusOn(line.shows, store.get().time)]);
  const rename = addLineNames(context, lines);
  const tellKeys = addLineKeys(context, map.getPane(PANE)!, lines);
  const sign = addLineSigns(context, lines);
  const relabel = () => {
    sign();
    rename();
  };
  let before: Uint8Array | null = null;
  function show(): void {
    const mask = store.mask("sectors");
    if (before && sameBits(mask, before)) return;
    before = mask;
    for (const line of lines) {
      const group = groups[line.shows.sector];
      if (mask[line.shows.index]) group.addLayer(line);
      else group.removeLayer(line);
      dress(line);
    }
    tellKeys();
    relabel();
  }

  show();
  store.onVisible(show);
  // A layer switched on again gets new path elements.
  map.on("layeradd", (event) => {
    if (!Object.values(groups).includes(event.layer as L.FeatureGroup)) return;
    const { selected, hovered } = store.get();
    for (const line of lines) dress(line);
    tellKeys();
    relabel();
    emphasise(lines, selected, hovered);
  });
  map.on("zoomend moveend", relabel);
  store.on(["lang"], () => {
    rename();
    tellKeys();
  });
  store.on(["time"], ({ time }, was) => {
    const before = lines.map(({ phase }) => phase);
    for (const line of lines) dress(line);
    if (!time !== !was.time || lines.some(({ phase }, i) => phase !== before[i])) sign();
  });
  store.on(["selected", "hovered"], (now, was) => {
    emphasise(lines, now.selected, now.hovered);
    // Most of what is pointed at is no line.
    const ids = [now.selected, now.hovered, was.selected, was.hovered];
    if (lines.some(({ shows }) => ids.includes(shows.id))) rename();
  });
}
