// Marks as elements of the page: focusable, named, never hiding each other. For up to some thousand features.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { countBySector } from "../../ask/rows";
import { sameBits } from "../../ask/state";
import { stateWord, statusOn } from "../../atlas/history";
import type { Feature, SectorId, Status } from "../../atlas/types";
import { TRAITS } from "../../atlas/vocabulary";
import { h } from "../../parts/dom";
import { isDot, MARK_SIZE } from "../../parts/glyph";
import { createGlyphs, tinted } from "../../parts/swatch";
import { featureLabel } from "../../parts/text";
import { isDrawnAt } from "../in_view";
import { latLng } from "../latlng";
import { createTip } from "../tip";
import { ElementLayer, type Placed } from "./elements";
import { fan, group } from "./fan";
import { GROUP_SIZE, groupElement } from "./group_mark";

/** Below this zoom a crowd is shown as a group; from it on every mark stands for itself. */
const APART_FROM = 6.5;
/** Marks keep this many pixels between their middles: targets 24 pixels apart even corner to corner. */
const GAP = 27;
const REACH = 34;
const LEAST = 4;

interface Mark extends Placed {
  readonly feature: Feature;
  /** The state it is drawn in, null before it is first seen. */
  status: Status | null;
  /** Language and words of the state in its label. */
  label: string;
}

const PLACED = "leaflet-marker-icon leaflet-interactive leaflet-zoom-animated";
const elementAt = (element: HTMLElement): HTMLElement => {
  element.setAttribute("role", "button");
  element.tabIndex = 0;
  return element;
};

function makeMark({ atlas, store }: Context, feature: Feature): Mark {
  const isSmall = isDot(feature);
  const element = h("div", {
    class: `mark ${PLACED}${isSmall ? " mark-dot" : ""}`,
    "data-id": feature.id,
    "data-sector": feature.sector,
  });
  return {
    feature,
    element: elementAt(tinted(element, atlas.sector(feature.sector))),
    at: L.latLng(latLng(feature.position!)),
    dx: 0,
    dy: 0,
    lift: isSmall ? -1000 : 0,
    status: null,
    label: "",
    act: () => store.set({ selected: feature.id, choices: [] }),
  };
}

/** Pixels taken by marks, for the labels to keep clear of: x, y of the map's zoom, and radius. */
export type Obstacle = readonly [x: number, y: number, radius: number];

export function addMarks(context: Context, taken: (obstacles: readonly Obstacle[]) => void): void {
  const { atlas, store, map, t } = context;
  const glyphOf = createGlyphs(atlas);
  const marks = atlas.features
    .filter(({ position, line }) => position && !line)
    .map((feature) => makeMark(context, feature));
  const nearOnly = marks.filter(({ feature }) => TRAITS[feature.kind].drawnFrom > 0);
  const byId = new Map(marks.map((mark) => [mark.feature.id, mark]));
  const leaders = L.polyline([], {
    pane: "kzuz-leaders",
    className: "leaders",
    interactive: false,
    smoothFactor: 0,
    noClip: true,
  }).addTo(map);
  const crowds = new ElementLayer<Placed>().addTo(map);
  const layers = layersOf(context, marks);
  /** Marks that stand for themselves in this view: only these need to be drawn and named. */
  let standing: readonly Mark[] = [];

  function crowd(members: readonly Mark[], middle: L.Point): Placed {
    const tally = countBySector(members.map(({ feature }) => feature));
    const element = elementAt(groupElement(atlas.sectors, tally, t().number(members.length)));
    element.classList.add(...PLACED.split(" "));
    element.setAttribute("aria-label", t().count("count.group", members.length));
    const act = () => {
      const bounds = L.latLngBounds(members.map(({ at }) => at));
      const closer = map.getZoom() + 1;
      const fitting = Math.min(map.getBoundsZoom(bounds, false, L.point(60, 60)), Math.max(APART_FROM, closer));
      map.setView(bounds.getCenter(), Math.max(fitting, closer));
    };
    return { element, at: map.unproject(middle, map.getZoom()), dx: 0, dy: 0, lift: 500, act };
  }

  function place(): void {
    const zoom = map.getZoom();
    const { selected } = store.get();
    const isNear = ({ feature }: Mark) => isDrawnAt(zoom, feature, selected);
    for (const mark of nearOnly) mark.element.classList.toggle("is-far", !isNear(mark));
    const shown = marks.filter((mark) => store.visible(mark.feature) && isNear(mark));
    const homes = shown.map(({ at }) => map.project(at, zoom));
    const gathered = zoom >= APART_FROM ? [] : group(homes, REACH, LEAST);
    const hidden = new Set(gathered.flat().map((i) => shown[i]!));
    hidden.delete(byId.get(selected ?? "")!);
    for (const mark of marks) mark.element.classList.toggle("is-gathered", hidden.has(mark));
    standing = shown.filter((mark) => !hidden.has(mark));

    const items = [
      ...gathered.map((members) => {
        const home = members.reduce((sum, i) => sum.add(homes[i]!), L.point(0, 0)).divideBy(members.length);
        const placed = crowd(
          members.map((i) => shown[i]!),
          home,
        );
        return { home, placed, size: GROUP_SIZE, mark: null };
      }),
      ...shown.flatMap((mark, i) =>
        hidden.has(mark) ? [] : [{ home: homes[i]!, placed: mark, size: MARK_SIZE, mark }],
      ),
    ];
    const moves = fan(
      items.map(({ home, size }) => ({ x: home.x, y: home.y, radius: size === GROUP_SIZE ? 22 : GAP / 2 })),
    );
    const lines: L.LatLng[][] = [];
    const obstacles = items.map(({ home, placed, size, mark }, i): Obstacle => {
      const [dx, dy] = moves[i]!;
      Object.assign(placed, { dx, dy });
      if (mark && Math.hypot(dx, dy) > 7 && !isDot(mark.feature)) {
        lines.push([mark.at, mark.at], [mark.at, map.unproject(home.add([dx, dy]), zoom)]);
      }
      return [home.x + dx, home.y + dy, size / 2];
    });
    crowds.hold(items.flatMap(({ placed, mark }) => (mark ? [] : [placed])));
    for (const layer of layers.values()) layer.update();
    dress();
    leaders.setLatLngs(lines);
    taken(obstacles);
  }
  let before: readonly Uint8Array[] = [];
  function show(): void {
    const mask = store.mask("sectors");
    const now = [mask, store.mask()];
    // A step of the slider mostly changes states, not what there is.
    if (before.length && now.every((bits, i) => sameBits(bits, before[i]!))) return;
    before = now;
    for (const [sector, layer] of layers) {
      layer.hold(marks.filter(({ feature }) => feature.sector === sector && mask[feature.index]));
    }
    place();
  }
  /** Draws and names each mark that is seen, in its state on the date chosen. */
  function dress(): void {
    const { time, lang } = store.get();
    const words = t();
    for (const mark of standing) {
      const { feature, element } = mark;
      const label = `${lang} ${stateWord(words, feature, time)}`;
      if (label !== mark.label) element.setAttribute("aria-label", featureLabel(context, feature));
      mark.label = label;
      const status = isDot(feature) ? feature.status : statusOn(feature, time);
      if (status !== mark.status) element.replaceChildren(glyphOf(feature, status));
      mark.status = status;
    }
  }
  function select(): void {
    for (const element of map.getContainer().querySelectorAll(".mark.is-selected")) {
      element.classList.remove("is-selected");
      element.removeAttribute("aria-current");
    }
    const current = byId.get(store.get().selected ?? "");
    current?.element.classList.add("is-selected");
    current?.element.setAttribute("aria-current", "true");
  }
  store.on(["hovered"], ({ hovered }, before) => {
    byId.get(before.hovered ?? "")?.element.classList.remove("is-hovered");
    byId.get(hovered ?? "")?.element.classList.add("is-hovered");
  });

  select();
  show();
  map.on("zoomend", place);
  store.onVisible(show);
  store.on(["time"], dress);
  store.on(["selected"], select);
  store.on(["lang", "selected"], place);
}

/** The layer of each sector's marks, in Folium's layer of that sector; names appear under the pointer and the focus. */
function layersOf(context: Context, marks: readonly Mark[]): Map<SectorId, ElementLayer<Mark>> {
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
  const pane = map.getPane("markerPane")!;
  const focused = (event: Event) => [...layers.values()].map((layer) => layer.itemOf(event)).find((mark) => mark);
  pane.addEventListener("focusin", (event) => {
    const mark = focused(event);
    if (!mark) return;
    // Half a mark and its move: whoever tabs to it sees it.
    map.panInside(mark.at, { padding: [MARK_SIZE + Math.abs(mark.dx), MARK_SIZE + Math.abs(mark.dy)] });
    show(mark);
  });
  pane.addEventListener("focusout", () => tip.hide());
  map.on("zoomstart", () => tip.hide());
  return layers;
}
