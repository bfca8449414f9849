// Marks as elements of the page: focusable, named, never hiding each other. For up to some thousand features.
import L from "leaflet";
import type { Context } from "../context";
import { h } from "../dom";
import { sameBits } from "../state";
import { stateWord, statusOn } from "../time";
import type { Feature, Position, SectorId, Status } from "../types";
import { fan, group } from "./fan";
import { glyph, MARK_SIZE, stationGlyph } from "./glyph";
import { GROUP_SIZE, groupElement } from "./group";

/** Below this zoom stations would be a string of beads. */
export const STATIONS_FROM = 8;
/** Below this zoom a crowd is shown as a group; from it on every mark stands for itself. */
const APART_FROM = 6.5;
/** Marks keep this many pixels between their middles: targets 24 pixels apart even corner to corner. */
const GAP = 27;
const REACH = 34;
const LEAST = 4;

/** Leaflet's order; everywhere else a position is (lon, lat). */
export const latLng = ([lon, lat]: Position): [lat: number, lng: number] => [lat, lon];

interface Mark {
  readonly feature: Feature;
  readonly marker: L.Marker;
  readonly element: HTMLElement;
  /** The state it is drawn in, and the words for it in its label. */
  status: Status;
  state: string;
}

class MarkIcon extends L.Icon<L.IconOptions> {
  constructor(private readonly element: HTMLElement) {
    super({ iconUrl: "" });
  }
  override createIcon(): HTMLElement {
    return this.element;
  }
  override createShadow(): HTMLElement {
    return null as unknown as HTMLElement;
  }
}

export const featureLabel = ({ t, atlas, store }: Context, feature: Feature): string => {
  const { lang } = store.get();
  const words = t();
  return [
    feature.name(lang).text,
    atlas.sector(feature.sector).name[lang],
    words(`kind.${feature.kind}`),
    stateWord(words, feature, store.get().time),
    words(`precision.${feature.precision}`),
  ].join(", ");
};

/** Enter and space do what a click does. */
function onActivate(element: HTMLElement, act: () => void): void {
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
}

function makeMark(context: Context, feature: Feature): Mark {
  const sector = context.atlas.sector(feature.sector);
  const { status } = feature;
  const isStation = feature.kind === "station";
  const element = h(
    "div",
    {
      class: `mark leaflet-marker-icon${isStation ? " mark-station" : ""}`,
      "data-id": feature.id,
      "data-sector": feature.sector,
    },
    isStation ? stationGlyph(feature.get("confirmed") !== false) : glyph(feature, sector),
  );
  element.style.setProperty("--c", sector.color);
  const marker = L.marker(latLng(feature.position!), {
    icon: new MarkIcon(element),
    riseOnHover: true,
    zIndexOffset: isStation ? -1000 : 0,
  });
  const select = () => context.store.set({ selected: feature.id, choices: [] });
  marker.on("click", select);
  marker.on("mouseover", () => context.store.set({ hovered: feature.id }));
  marker.on("mouseout", () => context.store.set({ hovered: null }));
  onActivate(element, select);
  marker.bindTooltip(() => h("span", {}, feature.name(context.store.get().lang).text), {
    direction: "top",
    offset: [0, -12],
  });
  return { feature, marker, element, status, state: "" };
}

/** Pixels taken by marks, for the labels to keep clear of: x, y of the map's zoom, and radius. */
export type Obstacle = readonly [x: number, y: number, radius: number];

export function addMarks(context: Context, taken: (obstacles: readonly Obstacle[]) => void): void {
  const { atlas, store, map, groups, t } = context;
  const marks = atlas.features
    .filter(({ position, line }) => position && !line)
    .map((feature) => makeMark(context, feature));
  const byId = new Map(marks.map((mark) => [mark.feature.id, mark]));
  const leaders = L.polyline([], {
    pane: "kzuz-leaders",
    className: "leaders",
    interactive: false,
    smoothFactor: 0,
    noClip: true,
  }).addTo(map);
  const crowds = L.layerGroup().addTo(map);

  function crowd(members: readonly Mark[], center: L.LatLng): HTMLElement {
    const tally = new Map<SectorId, number>();
    for (const { feature } of members) tally.set(feature.sector, (tally.get(feature.sector) ?? 0) + 1);
    const element = groupElement(atlas.sectors, tally, t().number(members.length));
    element.classList.add("leaflet-marker-icon");
    element.setAttribute("aria-label", t().count("count.group", members.length));
    const open = () => {
      const bounds = L.latLngBounds(members.map(({ marker }) => marker.getLatLng()));
      const closer = map.getZoom() + 1;
      const fitting = Math.min(map.getBoundsZoom(bounds, false, L.point(60, 60)), Math.max(APART_FROM, closer));
      map.setView(bounds.getCenter(), Math.max(fitting, closer));
    };
    onActivate(element, open);
    crowds.addLayer(L.marker(center, { icon: new MarkIcon(element), zIndexOffset: 500 }).on("click", open));
    return element;
  }

  function place(): void {
    const zoom = map.getZoom();
    map.getContainer().classList.toggle("has-stations", zoom >= STATIONS_FROM);
    const { selected } = store.get();
    const shown = marks.filter(
      ({ feature }) =>
        store.visible(feature) && (feature.kind !== "station" || zoom >= STATIONS_FROM || feature.id === selected),
    );
    const homes = shown.map(({ marker }) => map.project(marker.getLatLng(), zoom));
    const gathered = zoom >= APART_FROM ? [] : group(homes, REACH, LEAST).map((list) => list.map((i) => shown[i]!));
    const hidden = new Set(gathered.flat());
    hidden.delete(byId.get(selected ?? "")!);
    crowds.clearLayers();
    for (const mark of marks) mark.element.classList.toggle("is-gathered", hidden.has(mark));

    const items = [
      ...gathered.map((members) => {
        const places = members.map(({ marker }) => map.project(marker.getLatLng(), zoom));
        const middle = places.reduce((a, b) => a.add(b)).divideBy(places.length);
        return { home: middle, element: crowd(members, map.unproject(middle, zoom)), size: GROUP_SIZE, mark: null };
      }),
      ...shown.flatMap((mark, i) =>
        hidden.has(mark) ? [] : [{ home: homes[i]!, element: mark.element, size: MARK_SIZE, mark }],
      ),
    ];
    const moves = fan(
      items.map(({ home, size }) => ({ x: home.x, y: home.y, radius: size === GROUP_SIZE ? 22 : GAP / 2 })),
    );
    const lines: L.LatLng[][] = [];
    const obstacles = items.map(({ home, element, size, mark }, i): Obstacle => {
      const [dx, dy] = moves[i]!;
      element.style.marginLeft = `${dx}px`;
      element.style.marginTop = `${dy}px`;
      const tooltip = mark?.marker.getTooltip();
      if (tooltip) tooltip.options.offset = L.point(dx, dy - 12);
      if (mark && Math.hypot(dx, dy) > 7 && mark.feature.kind !== "station") {
        const from = mark.marker.getLatLng();
        lines.push([from, from], [from, map.unproject(home.add([dx, dy]), zoom)]);
      }
      return [home.x + dx, home.y + dy, size / 2];
    });
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
    for (const { feature, marker } of marks) {
      const layer = groups[feature.sector];
      if (mask[feature.index]) layer.addLayer(marker);
      else layer.removeLayer(marker);
    }
    place();
  }
  function label(mark: Mark, state: string): void {
    mark.state = state;
    mark.element.setAttribute("aria-label", featureLabel(context, mark.feature));
  }
  function name(): void {
    for (const mark of marks) label(mark, stateWord(t(), mark.feature, store.get().time));
  }
  /** Draws each mark in its state on the date chosen. */
  function dress(): void {
    const { time } = store.get();
    const words = t();
    for (const mark of marks) {
      const { feature, element } = mark;
      const state = stateWord(words, feature, time);
      if (state !== mark.state) label(mark, state);
      const status = statusOn(feature, time);
      if (status === mark.status || feature.kind === "station") continue;
      mark.status = status;
      const { kind, precision } = feature;
      element.replaceChildren(glyph({ kind, precision, status }, atlas.sector(feature.sector)));
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

  name();
  select();
  show();
  map.on("zoomend", place);
  store.onVisible(show);
  store.on(["lang"], name);
  store.on(["time"], dress);
  store.on(["selected"], select);
  store.on(["lang", "selected"], place);
}
