// The atlas's own map in the editor, and on it what is being edited: drawn as the map will draw it, and movable.
import L from "leaflet";
import type { Context } from "../ask/context";
import { createStore, initialState } from "../ask/state";
import { phaseOn } from "../atlas/age";
import type { GrowingAtlas } from "../atlas/decode";
import { translator } from "../atlas/i18n";
import type { Atlas, Feature, Lang, Position, SectorId } from "../atlas/types";
import { bothCountries } from "../map/ground/background";
import { addHatching } from "../map/hatch";
import { latLng } from "../map/latlng";
import { addMap } from "../map/map";
import { h } from "../parts/dom";
import { featureGlyph, tinted } from "../parts/swatch";
import { keepView } from "./view";

/** A reading of a position that a person is asked about. */
export interface Choice extends Readonly<{ lon: number; lat: number; text: string }> {
  /** A, B … as in the list beside. */
  readonly sign: string;
}

export interface Scene {
  readonly context: Context;
  /**
   * Calls `placed` with the text of a position that was clicked or dragged to. While a form is open, a press on what is
   * there already is a place too.
   */
  onPlace(placed: (text: string) => void, isForm?: boolean): void;
  /** Puts the pin, or takes it away. */
  pin(position: Position | null): void;
  /** Draws what is edited as it will be drawn: its mark at the pin, its region hatched; null: a plain pin. */
  show(draft: { atlas: Atlas; feature: Feature } | null): void;
  /** Shows the readings to choose from; a press on one of them takes it. */
  ask(choices: readonly Choice[], take: (text: string) => void): void;
  /** The mark that is being edited is drawn at the pin alone. */
  hide(id: string): void;
  middle(): string;
}

const OPTIONS: L.MapOptions = {
  center: [43.5, 66.5],
  zoom: 5,
  zoomControl: true,
  attributionControl: false,
  minZoom: 3,
  maxZoom: 16,
};
/** Decimals worth reading off the screen at a zoom: about a pixel; five are a metre. */
const decimalsAt = (zoom: number): number => Math.min(5, Math.max(1, Math.ceil(zoom / 3)));

/** Pixels that an arrow key moves the pin by; ten times as many with Shift. */
const STEPS: Readonly<Record<string, L.PointTuple>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** An icon that is an element of ours. */
class ElementIcon extends L.Icon<L.IconOptions> {
  constructor(private readonly element: HTMLElement) {
    super({ iconUrl: "" });
  }
  override createIcon(): HTMLElement {
    this.element.classList.add("leaflet-marker-icon");
    return this.element;
  }
  override createShadow(): HTMLElement {
    return null as unknown as HTMLElement;
  }
}

function contextOf(atlas: GrowingAtlas, map: L.Map, lang: Lang): Context {
  const t = translator(atlas.messages, lang, atlas.phrases);
  const groups = Object.fromEntries(atlas.sectors.map(({ id }) => [id, L.featureGroup().addTo(map)]));
  return {
    atlas,
    map,
    store: createStore(atlas, initialState(lang)),
    groups: groups as Record<SectorId, L.FeatureGroup>,
    tiles: {},
    subject: null,
    whole: () => Promise.resolve(),
    painted: Promise.resolve(),
    t: () => t,
  };
}

/** @param open what a press on a mark of the atlas does */
export async function makeScene(
  place: HTMLElement,
  atlas: GrowingAtlas,
  lang: Lang,
  open: (id: string) => void,
): Promise<Scene> {
  const map = L.map(place, OPTIONS);
  const context = contextOf(atlas, map, lang);
  const ground = addMap(context);
  context.store.on(["selected"], ({ selected }) => selected && open(selected));
  keepView(map, bothCountries());
  await ground.paint();
  place.setAttribute("aria-label", context.t()("ui.map"));
  return { context, ...withPin(context) };
}

function withPin(context: Context): Omit<Scene, "context"> {
  const { map } = context;
  const face = h("div", { class: "draft-pin", "aria-label": context.t()("card.position") });
  const marker = L.marker([0, 0], { icon: new ElementIcon(face), draggable: true, autoPan: true, zIndexOffset: 3000 });
  const asked = L.layerGroup().addTo(map);
  const hatch = draftHatching(context);
  let placed: (text: string) => void = () => {};
  let ignored = ".mark, .group, .line-hit, .draft-pin, .reading-pin";
  const tell = ({ lat, lng }: L.LatLng) => placed(textOf(lat, lng, decimalsAt(map.getZoom())));
  marker.on("dragend", () => tell(marker.getLatLng()));
  face.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const pixel = map.latLngToContainerPoint(marker.getLatLng());
    tell(map.containerPointToLatLng(pixel.add(L.point(step).multiplyBy(event.shiftKey ? 10 : 1))));
  });
  map.on("click", (event) => {
    if (!(event.originalEvent.target as Element).closest?.(ignored)) tell(event.latlng.wrap());
  });
  return {
    onPlace(listener, isForm = false) {
      placed = listener;
      if (isForm) ignored = ".draft-pin, .reading-pin";
      map.getContainer().classList.toggle("is-placing", isForm);
    },
    pin(position) {
      if (!position) return void marker.remove();
      marker.setLatLng(latLng(position)).addTo(map);
      const at = marker.getLatLng();
      if (!map.getBounds().pad(-0.05).contains(at)) map.setView(at, Math.max(map.getZoom(), 8), { animate: false });
    },
    show(draft) {
      face.replaceChildren(...(draft ? [glyphOf(draft)] : []));
      hatch(draft?.feature ?? null);
    },
    ask(choices, take) {
      asked.clearLayers();
      for (const choice of choices) asked.addLayer(readingPin(choice, take));
      if (choices.length)
        map.fitBounds(L.latLngBounds(choices.map(({ lat, lon }) => [lat, lon])).pad(0.5), { maxZoom: 11 });
    },
    hide(id) {
      context.store.addPredicate({ name: "edited", keys: [], make: () => (feature) => feature.id !== id });
    },
    middle: () => {
      const { lat, lng } = map.getCenter().wrap();
      return textOf(lat, lng, decimalsAt(map.getZoom()));
    },
  };
}

/** A position as nobody can read it in two ways. */
const textOf = (lat: number, lon: number, digits: number): string =>
  `${Math.abs(lat).toFixed(digits)} ${lat < 0 ? "S" : "N"}, ${Math.abs(lon).toFixed(digits)} ${lon < 0 ? "W" : "E"}`;

const glyphOf = ({ atlas, feature }: { atlas: Atlas; feature: Feature }): HTMLElement =>
  tinted(
    h("div", { class: "mark" }, featureGlyph(atlas, feature, phaseOn(feature, null))),
    atlas.sector(feature.sector),
  );

function readingPin({ lat, lon, text, sign }: Choice, take: (text: string) => void): L.Marker {
  const face = h("div", { class: "reading-pin", "aria-label": text }, sign);
  const marker = L.marker([lat, lon], { icon: new ElementIcon(face), title: text, zIndexOffset: 4000 });
  return marker.on("click", () => take(text));
}

/** Hatches what a draft is known by, as the atlas does for the thing whose card is open. */
function draftHatching({ atlas, map, store }: Context): (feature: Feature | null) => void {
  let draft: Feature | undefined;
  const own = createStore(atlas, store.get());
  const drafts: Atlas = { ...atlas, byId: () => draft };
  addHatching({ atlas: drafts, map, store: own } as Context);
  return (feature) => {
    draft = feature ?? undefined;
    own.set({ selected: null });
    if (feature) own.set({ selected: feature.id });
  };
}
