// The drawn background and its names, in painters that stay with a map.
import L from "leaflet";
import type { Atlas, Lang } from "../../atlas/types";
import { FIRST_VIEW } from "../../atlas/vocabulary";
import { idle, inNextFrame, nextTask } from "../../boot/idle";
import { showWhenSized } from "../fit";
import type { Obstacle } from "../marks/layout";
import { type Palette, paintBasemap, paletteOf, type Shapes, shapesOf } from "./basemap";
import { CLOSE_FROM, settlementLabelsOf } from "./close";
import type { Box } from "./label_places";
import { type Label, labelsOf, paintLabels, REGIONS_FROM, regionLabelsOf } from "./labels";
import { type Frame, Painter, type Pen } from "./painter";

const [WEST, SOUTH, EAST, NORTH] = FIRST_VIEW;

export const bothCountries = (): L.LatLngBounds => L.latLngBounds([SOUTH, WEST], [NORTH, EAST]);

/** Leaflet's panes: tiles 200, marks 600, tooltips 650. */
const PANES: Record<string, number> = {
  "kzuz-base": 150,
  "kzuz-labels": 415,
  "kzuz-regions": 300,
  "kzuz-lines": 410,
  "kzuz-points": 420,
  "kzuz-leaders": 590,
};

/** Gives a map its panes, the view it opens with, and bounds. */
export function prepareMap(map: L.Map, first = bothCountries()): void {
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
  showWhenSized(map, () => map.fitBounds(first, { animate: false }));
  map.setMaxBounds(bothCountries().pad(2));
}

/** What is seen first: both countries, or what the author of the page around this one wants seen. */
export function firstBounds({ author: { bounds } }: Pick<Atlas, "author">): L.LatLngBounds {
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

/** What the background is drawn of, and the language its names are in. */
export interface Drawn {
  readonly map: L.Map;
  readonly atlas: Pick<Atlas, "basemap" | "places">;
  readonly store: { get(): { readonly lang: Lang }; on(keys: ["lang"], heard: () => void): void };
}

/** No flights and no coasting for readers who want nothing to move. */
export function keepStill(map: L.Map): void {
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const pan = map.panBy.bind(map);
  map.panBy = (offset, options) => pan(offset, { ...options, animate: false });
  Object.assign(map, { _zoomAnimated: false });
  Object.assign(map.options, { inertia: false, fadeAnimation: false });
}

/** The picture of the first view, which was there before any code, moves with the map until that paints its own. */
export function takePicture(map: L.Map): () => void {
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
export function addBackground(
  { map, atlas, store }: Drawn,
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

const OVER = ".leaflet-control,.tool-group,.time-open,.mini-legend,.line-name[x]";

/** The boxes of what stands over a map and stays there, in pixels of its layer; of names of lines, those that follow no line. */
function overMap(map: L.Map): Box[] {
  const area = map.getContainer().getBoundingClientRect();
  const { x, y } = map.containerPointToLayerPoint([-area.left, -area.top]);
  const over = document.querySelectorAll(`.map-area :is(${OVER})`);
  return [...over].map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [left + x, top + y, right + x, bottom + y];
  });
}
