// Many elements of the page at places of the map, as one Leaflet layer. A marker each would bring a dozen handlers each.
import L from "leaflet";

export interface Placed {
  readonly element: HTMLElement;
  readonly at: L.LatLng;
  /** Pixels from the place to where it is drawn. */
  dx: number;
  dy: number;
  /** Above (or below) others at the same height of the map. */
  readonly lift: number;
  act(): void;
}

const PANE = "markerPane";
// Members of Leaflet's own layers that its types leave out.
interface LayerInternals {
  _map: (L.Map & { _latLngToNewLayerPoint(at: L.LatLng, zoom: number, center: L.LatLng): L.Point }) | null;
  addInteractiveTarget(element: HTMLElement): void;
  removeInteractiveTarget(element: HTMLElement): void;
}

export class ElementLayer<Item extends Placed> extends L.Layer {
  private readonly items = new Map<Element, Item>();

  constructor() {
    super();
    L.setOptions(this, { pane: PANE, bubblingMouseEvents: false });
    this.on("click", ({ originalEvent }) => this.itemOf(originalEvent)?.act());
    // Enter and space do what a click does.
    this.on("keydown", ({ originalEvent }) => {
      const { key } = originalEvent as unknown as KeyboardEvent;
      if (key !== "Enter" && key !== " ") return;
      originalEvent.preventDefault();
      this.itemOf(originalEvent)?.act();
    });
  }

  /** What an event on one of the elements is about. */
  itemOf(event: Event): Item | undefined {
    const element = event.target instanceof Element ? event.target.closest(".leaflet-marker-icon") : null;
    return element ? this.items.get(element) : undefined;
  }

  /** Puts these in place of those of the last time; an element that stays is not touched. */
  hold(items: readonly Item[]): void {
    const now = new Set<Element>(items.map(({ element }) => element));
    for (const [element, item] of this.items) if (!now.has(element)) this.drop(item);
    const added = items.filter(({ element }) => !this.items.has(element));
    for (const item of added) this.items.set(item.element, item);
    if (this.inner._map) this.put(added);
  }

  override onAdd(): this {
    this.put([...this.items.values()]);
    return this;
  }

  override onRemove(): this {
    for (const item of this.items.values()) this.take(item);
    return this;
  }

  override getEvents(): { [name: string]: L.LeafletEventHandlerFn } {
    return {
      zoom: () => this.update(),
      viewreset: () => this.update(),
      zoomanim: (event) => {
        const { zoom, center } = event as L.ZoomAnimEvent;
        this.update((at) => this.inner._map!._latLngToNewLayerPoint(at, zoom, center));
      },
    };
  }

  /** Moves every element to its place, in the view there is or in the one the map is flying to. */
  update(pixel: (at: L.LatLng) => L.Point = (at) => this.inner._map!.latLngToLayerPoint(at)): void {
    if (!this.inner._map) return;
    for (const { element, at, dx, dy, lift } of this.items.values()) {
      const { x, y } = pixel(at).round();
      // In two dimensions: moved in three, every mark would be painted as a picture of its own.
      element.style.transform = `translate(${x + dx}px, ${y + dy}px)`;
      element.style.zIndex = String(y + lift);
    }
  }

  private get inner(): LayerInternals {
    return this as unknown as LayerInternals;
  }

  private put(items: readonly Item[]): void {
    this.getPane()!.append(...items.map(({ element }) => element));
    for (const { element } of items) this.inner.addInteractiveTarget(element);
    this.update();
  }

  private take({ element }: Item): void {
    element.remove();
    this.inner.removeInteractiveTarget(element);
  }

  private drop(item: Item): void {
    this.items.delete(item.element);
    if (this.inner._map) this.take(item);
  }
}
