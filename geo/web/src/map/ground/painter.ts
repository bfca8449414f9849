// A canvas that Leaflet moves and scales with the map, and that we paint ourselves after each move.
import L from "leaflet";
import { worldSize } from "./mercator";

/** What the ground and its names are drawn with: a canvas, or whatever else knows these strokes of it. */
export interface Pen {
  fillStyle: string | CanvasGradient | CanvasPattern;
  strokeStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  lineJoin: CanvasLineJoin;
  lineCap: CanvasLineCap;
  font: string;
  letterSpacing: string;
  textBaseline: CanvasTextBaseline;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
  arc(x: number, y: number, radius: number, from: number, to: number): void;
  fill(rule?: CanvasFillRule): void;
  stroke(): void;
  setLineDash(dash: number[]): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  createLinearGradient(x0: number, y0: number, x1: number, y1: number): CanvasGradient;
  measureText(text: string): { readonly width: number };
  strokeText(text: string, x: number, y: number): void;
  fillText(text: string, x: number, y: number): void;
}

/** What a painter is given: a context whose origin is the layer's, and how to place the unit square on it. */
export interface Frame<Context extends Pen = CanvasRenderingContext2D> {
  readonly context: Context;
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
  /** What is seen, in pixels of the layer. */
  readonly seen: readonly [west: number, north: number, east: number, south: number];
  /** On paper nothing can be moved into view. */
  readonly isPaper: boolean;
}

export type Paint = (frame: Frame) => void;

// Leaflet's canvas renderer already sizes, moves and zooms a canvas; these are the members it does so with.
interface CanvasInternals {
  _map: L.Map;
  _container: HTMLCanvasElement;
  _ctx: CanvasRenderingContext2D;
  _bounds: L.Bounds;
  _zoom: number;
  _update(): void;
}

const onPaper = (): boolean => document.documentElement.classList.contains("kzuz-print");

/** Makes what is painted on as large as what is seen, with the same origin and the same pixels. */
function fit(context: CanvasRenderingContext2D, { width, height }: HTMLCanvasElement, { min, max }: L.Bounds): void {
  const { canvas } = context;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const ratio = width / (max!.x - min!.x);
  context.setTransform(ratio, 0, 0, ratio, -min!.x * ratio, -min!.y * ratio);
}

export class Painter extends (L.Canvas as unknown as new (options: L.RendererOptions) => L.Canvas) {
  private readonly paint: Paint;
  private readonly isStill: boolean;
  private origin: L.Point | null = null;
  private isPaper = false;
  /** Where what was painted is put; null where it is painted on the canvas that is seen. */
  private screen: ImageBitmapRenderingContext | null = null;

  /** @param isStill whether it is painted anew only when the map moves, not while other things change */
  constructor(pane: string, paint: Paint, { padding = 0.25, isStill = false } = {}) {
    super({ pane, padding });
    this.paint = paint;
    this.isStill = isStill;
  }

  /** Paints again, for instance in other colours. */
  repaint(): void {
    const canvas = this as unknown as CanvasInternals;
    const map = canvas._map;
    if (!map) return;
    if (onPaper() || this.isPaper) {
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

  /**
   * In place of Leaflet's, which has the canvas that is seen painted on: without a graphics card, browsers copy such a
   * one for every frame of the page, whatever has changed in it. So what is still is painted aside and shown as a
   * finished picture, which costs more to make. On paper it is painted on directly.
   */
  protected _initContainer(): void {
    const canvas = this as unknown as CanvasInternals;
    canvas._container = document.createElement("canvas");
    this.isPaper = onPaper();
    const isAside = this.isStill && !this.isPaper && "OffscreenCanvas" in window;
    this.screen = isAside ? canvas._container.getContext("bitmaprenderer") : null;
    const stage = this.screen ? new OffscreenCanvas(1, 1) : canvas._container;
    canvas._ctx = stage.getContext("2d") as CanvasRenderingContext2D;
  }

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
    // A map that is not shown has no size, and nothing without a size can be made a picture.
    if (!min || !max || !canvas._container.width || !canvas._container.height) return;
    const context = canvas._ctx;
    const isPaper = onPaper();
    if (this.screen) fit(context, canvas._container, canvas._bounds);
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
      seen: [x, y, x + seen.x, y + seen.y],
      isPaper,
    });
    const painted = context.canvas as HTMLCanvasElement | OffscreenCanvas;
    if (this.screen && painted instanceof OffscreenCanvas)
      this.screen.transferFromImageBitmap(painted.transferToImageBitmap());
  }
}
