// Everything on the map, in its order: background, regions, lines, marks; and Folium's layers tied to the state.
import L from "leaflet";
import type { Context } from "../ask/context";
import type { SectorId } from "../atlas/types";
import { FIRST_VIEW } from "../atlas/vocabulary";
import { idle, inNextFrame, nextTask } from "../boot/idle";
import { showWhenSized } from "./fit";
import { type Palette, paintBasemap, paletteOf, type Shapes, shapesOf } from "./ground/basemap";
import { CLOSE_FROM, settlementLabelsOf } from "./ground/close";
import type { Box } from "./ground/label_places";
import { type Label, labelsOf, paintLabels, REGIONS_FROM, regionLabelsOf } from "./ground/labels";
import { type Frame, Painter, type Pen } from "./ground/painter";
import { addHatching } from "./hatch";
import { addLines } from "./lines/lines";
import type { Obstacle } from "./marks/layout";
import { addMarks } from "./marks/marks";
import { addPoints, CANVAS_FROM } from "./points/points";
import { tieTiles } from "./tiles";

/** Leaflet's panes: tiles 200, marks 600, tooltips 650. */
const PANES: Record<string, number> = {
  "kzuz-base": 150,
  "kzuz-labels": 415,
  "kzuz-regions": 300,
  "kzuz-lines": 410,
  "kzuz-points": 420,
  "kzuz-leaders": 590,
};
const [WEST, SOUTH, EAST, NORTH] = FIRST_VIEW;

export const bothCountries = (): L.LatLngBounds => L.latLngBounds([SOUTH, WEST], [NORTH, EAST]);

/** What is seen first: both countries, or what the author of the page around this one wants seen. */
export function firstBounds({ author: { bounds } }: Context["atlas"]): L.LatLngBounds {
  if (!bounds) return bothCountries();
  const [west, south, east, north] = bounds;
  return L.latLngBounds([south, west], [north, east]);
}

/** The drawn background. */
export interface Ground {
  /** Paints what needs the rest of the data: the ground, in place of the picture of it, and its names. */
  paint(): Promise<void>;
  /** Land, water and borders with another pen, in the colours the page has at the moment. */
  draw(frame: Frame<Pen>): void;
  /** The names, which lie above regions and lines. */
  name(frame: Frame<Pen>): void;
}

export function addMap(context: Context): Ground {
  const { map, atlas, store } = context;
  for (const [name, zIndex] of Object.entries(PANES)) {
    map.createPane(name).style.zIndex = String(zIndex);
  }
  for (const name of ["kzuz-base", "kzuz-labels", "kzuz-leaders", "kzuz-regions"]) {
    map.getPane(name)!.classList.add("is-silent");
  }
  // No steps: both countries fill the window, as in the picture, and two fingers that only drag do not zoom.
  map.options.zoomSnap = 0;
  map.options.zoomDelta = 1;
  map.setMinZoom(3);
  map.attributionControl?.setPrefix(false);

  // Bounds only after the view: a map that is elsewhere at first would glide back into them, past where it was put.
  map.setMaxBounds(undefined);
  map.invalidateSize({ animate: false, pan: false });
  showWhenSized(map, () => map.fitBounds(firstBounds(atlas), { animate: false }));
  map.setMaxBounds(bothCountries().pad(2));
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

/** No flights and no coasting for readers who want nothing to move. */
function keepStill(map: L.Map): void {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const pan = map.panBy.bind(map);
  map.panBy = (offset, options) => pan(offset, { ...options, animate: false });
  Object.assign(map, { _zoomAnimated: false });
  Object.assign(map.options, { inertia: false, fadeAnimation: false });
}

/** The picture of the first view, which was there before any code, moves with the map until that paints its own. */
function takePicture(map: L.Map): () => void {
  const picture = document.querySelector<SVGElement>("svg#kzuz-picture");
  if (!picture) return () => {};
  const layer = L.svgOverlay(picture, bothCountries(), { pane: "kzuz-base" }).addTo(map);
  picture.querySelector(".things")?.remove();
  return () => layer.remove();
}

/**
 * Returns how to tell the labels where marks stand, and the ground, which can be painted once the data are there.
 * @param hasMarks whether there are any for the labels to make way for
 */
function addBackground(
  { map, atlas, store }: Context,
  removePicture: () => void,
  hasMarks: boolean,
): Ground & { keepClear(now: readonly Obstacle[], names?: readonly Label[]): void } {
  let shapes: Shapes | undefined;
  let obstacles: readonly Obstacle[] = [];
  let named: readonly Label[] = [];
  let palette: Palette | undefined;
  const colors = () => (palette ??= paletteOf(map.getContainer()));
  const paintGround = (frame: Frame<Pen>) => {
    shapes ??= shapesOf(atlas.basemap);
    paintBasemap(frame, shapes, colors());
  };
  const ground = new Painter("kzuz-base", paintGround, { isStill: true });
  let labels: Label[] | undefined;
  let regions: Label[] | undefined;
  let settlements: Label[] | undefined;
  const paintNames = (frame: Frame<Pen>) => {
    labels ??= labelsOf(atlas.basemap, atlas.places);
    if (frame.zoom >= REGIONS_FROM) regions ??= regionLabelsOf(atlas.basemap, atlas.places);
    if (frame.zoom >= CLOSE_FROM) settlements ??= settlementLabelsOf(atlas.basemap);
    const all = [...named, ...labels, ...(settlements ?? []), ...(regions ?? [])];
    paintLabels(frame, all, obstacles, store.get().lang, colors(), frame.isPaper ? [] : overMap(map));
  };
  const names = new Painter("kzuz-labels", paintNames, { isStill: !hasMarks });
  store.on(["lang"], () => names.repaint());
  // After the frame in which the marks move, which have enough to do in it.
  const makeWay = inNextFrame(() => names.repaint());
  const recolour = () => {
    palette = undefined;
    ground.repaint();
    names.repaint();
  };
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) {
    matchMedia(query).addEventListener("change", recolour);
  }
  map.on("kzuz:recolour", recolour);
  const inColoursOfNow = (paint: (frame: Frame<Pen>) => void) => (frame: Frame<Pen>) => {
    palette = undefined;
    paint(frame);
    palette = undefined;
  };
  return {
    draw: inColoursOfNow(paintGround),
    name: inColoursOfNow(paintNames),
    keepClear(now: readonly Obstacle[], names: readonly Label[] = []): void {
      obstacles = now;
      named = names;
      makeWay();
    },
    // In four tasks, so that none of them holds up what a reader does meanwhile.
    async paint(): Promise<void> {
      shapes = shapesOf(atlas.basemap);
      await nextTask();
      map.addLayer(ground as unknown as L.Layer);
      removePicture();
      await idle();
      labels = labelsOf(atlas.basemap, atlas.places);
      await nextTask();
      map.addLayer(names as unknown as L.Layer);
    },
  };
}

/** The boxes of what stands over a map and stays there, in pixels of its layer. */
function overMap(map: L.Map): Box[] {
  const area = map.getContainer().getBoundingClientRect();
  const { x, y } = map.containerPointToLayerPoint([-area.left, -area.top]);
  const over = document.querySelectorAll(".map-area :is(.leaflet-control, .tool-group, .time-open, .mini-legend)");
  return [...over].map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [left + x, top + y, right + x, bottom + y];
  });
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
