// A canvas that Leaflet moves and scales with the map, and that we paint ourselves after each move.
import L from "leaflet";
import { worldSize } from "./mercator";

/** What a painter is given: a context whose origin is the layer's, and how to place the unit square on it. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly zoom: number;
  /** Pixels per unit: x · scale − left is a pixel of the layer. */
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  /** The part of the unit square the canvas covers. */
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
  /** On paper what is seen, in pixels of the layer, for nothing can be moved into view there; else null. */
  readonly paper: readonly [west: number, north: number, east: number, south: number] | null;
}

export type Paint = (frame: Frame) => void;

// Leaflet's canvas renderer already sizes, moves and zooms a canvas; these are the members it does so with.
interface CanvasInternals {
  _map: L.Map;
  _ctx: CanvasRenderingContext2D;
  _bounds: L.Bounds;
  _zoom: number;
  _update(): void;
}

const onPaper = (): boolean => document.documentElement.classList.contains("kzuz-print");

export class Painter extends (L.Canvas as unknown as new (options: L.RendererOptions) => L.Canvas) {
  private readonly paint: Paint;
  private origin: L.Point | null = null;

  constructor(pane: string, paint: Paint, padding = 0.25) {
    super({ pane, padding });
    this.paint = paint;
  }

  /** Paints again, for instance in other colours. */
  repaint(): void {
    const canvas = this as unknown as CanvasInternals;
    const map = canvas._map;
    if (!map) return;
    if (onPaper()) {
      // A printer is sent the strokes, not their picture: to wipe a canvas would wipe the paper, so it is a new one.
      this.remove();
      this.addTo(map);
      return;
    }
    // A canvas that is placed and sized again is a new one, which costs more than to paint on it.
    if (canvas._zoom === map.getZoom() && this.origin?.equals(map.getPixelOrigin())) this.draw();
    else canvas._update();
  }

  /** Leaflet would wipe the canvas to redraw its own paths; it has none here. */
  protected _updatePaths(): void {}

  protected _update(): void {
    const canvas = this as unknown as CanvasInternals;
    const map = canvas._map as L.Map & { _animatingZoom?: boolean };
    if (map._animatingZoom && canvas._bounds) return;
    (L.Canvas.prototype as unknown as CanvasInternals)._update.call(canvas);
    this.origin = map.getPixelOrigin();
    this.draw();
  }

  private draw(): void {
    const canvas = this as unknown as CanvasInternals;
    const map = canvas._map;
    const zoom = map.getZoom();
    const scale = worldSize(zoom);
    const origin = map.getPixelOrigin();
    const { min, max } = canvas._bounds;
    if (!min || !max) return;
    const context = canvas._ctx;
    const isPaper = onPaper();
    if (!isPaper) context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    const { x, y } = map.containerPointToLayerPoint([0, 0]);
    const seen = map.getSize();
    this.paint({
      context,
      zoom,
      scale,
      left: origin.x,
      top: origin.y,
      west: (min.x + origin.x) / scale,
      east: (max.x + origin.x) / scale,
      north: (min.y + origin.y) / scale,
      south: (max.y + origin.y) / scale,
      paper: isPaper ? [x, y, x + seen.x, y + seen.y] : null,
    });
  }
}
