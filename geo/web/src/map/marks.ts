// Marks as elements of the page: focusable, named, never hiding each other. For up to some thousand features.
import L from "leaflet";
import type { Context } from "../context";
import { h } from "../dom";
import type { Feature, Position } from "../types";
import { fan } from "./fan";
import { glyph, MARK_SIZE, stationGlyph } from "./glyph";

/** Below this zoom stations would be a string of beads. */
export const STATIONS_FROM = 8;
const GAP = 25;

/** Leaflet's order; everywhere else a position is (lon, lat). */
export const latLng = ([lon, lat]: Position): [lat: number, lng: number] => [lat, lon];

interface Mark {
  readonly feature: Feature;
  readonly marker: L.Marker;
  readonly element: HTMLElement;
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
    words(`status.${feature.status}`),
    words(`precision.${feature.precision}`),
  ].join(", ");
};

function makeMark(context: Context, feature: Feature): Mark {
  const sector = context.atlas.sector(feature.sector);
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
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    select();
  });
  marker.bindTooltip(() => h("span", {}, feature.name(context.store.get().lang).text), {
    direction: "top",
    offset: [0, -12],
  });
  return { feature, marker, element };
}

export function addMarks(context: Context): void {
  const { atlas, store, map, groups } = context;
  const marks = atlas.features
    .filter(({ position, line }) => position && !line)
    .map((feature) => makeMark(context, feature));
  const leaders = L.polyline([], {
    pane: "kzuz-leaders",
    className: "leaders",
    interactive: false,
    smoothFactor: 0,
    noClip: true,
  });
  leaders.addTo(map);

  function place(): void {
    const zoom = map.getZoom();
    map.getContainer().classList.toggle("has-stations", zoom >= STATIONS_FROM);
    const { selected } = store.get();
    const shown = marks.filter(
      ({ feature }) =>
        store.visible(feature) && (feature.kind !== "station" || zoom >= STATIONS_FROM || feature.id === selected),
    );
    const spots = shown.map(({ marker }) => map.project(marker.getLatLng(), zoom));
    const moves = fan(spots, GAP);
    const lines: L.LatLng[][] = [];
    shown.forEach(({ element, marker, feature }, i) => {
      const [dx, dy] = moves[i]!;
      element.style.marginLeft = `${dx - MARK_SIZE / 2}px`;
      element.style.marginTop = `${dy - MARK_SIZE / 2}px`;
      const tooltip = marker.getTooltip();
      if (tooltip) tooltip.options.offset = L.point(dx, dy - 12);
      if (Math.hypot(dx, dy) > 7 && feature.kind !== "station") {
        const home = marker.getLatLng();
        lines.push([home, home], [home, map.unproject(spots[i]!.add([dx, dy]), zoom)]);
      }
    });
    leaders.setLatLngs(lines);
  }
  function show(): void {
    const mask = store.mask("sectors");
    for (const { feature, marker } of marks) {
      const group = groups[feature.sector];
      if (mask[feature.index]) group.addLayer(marker);
      else group.removeLayer(marker);
    }
    place();
  }
  function name(): void {
    for (const { feature, element } of marks) element.setAttribute("aria-label", featureLabel(context, feature));
  }
  let current: Mark | undefined;
  function select(): void {
    current?.element.classList.remove("is-selected");
    current?.element.removeAttribute("aria-current");
    current = marks.find(({ feature }) => feature.id === store.get().selected);
    current?.element.classList.add("is-selected");
    current?.element.setAttribute("aria-current", "true");
    if (current?.feature.kind === "station") place();
  }
  let lit: Mark | undefined;
  store.on(["hovered"], ({ hovered }) => {
    lit?.element.classList.remove("is-hovered");
    lit = hovered ? marks.find(({ feature }) => feature.id === hovered) : undefined;
    lit?.element.classList.add("is-hovered");
  });

  show();
  name();
  select();
  map.on("zoomend", place);
  store.onVisible(show);
  store.on(["lang"], name);
  store.on(["selected"], select);
}
