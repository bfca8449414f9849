// A line as one Leaflet layer of three paths that share one course: a band, the core above it, and room to be hit.
import L from "leaflet";
import type { Feature } from "../../atlas/types";
import { PHASE, PHASES, type Phase } from "../../atlas/vocabulary";
import { s } from "../../parts/dom";
import { tinted } from "../../parts/swatch";

/** How Leaflet has a polyline write its course, once it is projected, clipped and simplified. */
const writeCourse = (L.Polyline.prototype as unknown as { _updatePath(): void })._updatePath;

export class LineLayer extends L.Polyline {
  private readonly under: readonly [band: SVGPathElement, core: SVGPathElement];
  /** What its paths show; unknown where one of them is new. */
  private dressed: Phase | null = null;

  constructor(
    /** The feature it draws. Leaflet itself takes `feature` for GeoJSON. */
    readonly shows: Feature,
    readonly color: string,
    readonly parts: L.LatLng[][],
    options: L.PolylineOptions,
  ) {
    const look = `line-${shows.get("geometry_kind") ?? "schematic"} line-${PHASE[shows.status]}`;
    super(parts, { ...options, bubblingMouseEvents: false, className: `line line-hit ${look}` });
    const path = (role: string) => s("path", { class: `line ${role} ${look}` });
    this.under = [path("line-band"), path("line-core")];
  }

  /** Its paths from below; the last, which is focused and hit, only while it is on the map. */
  get paths(): SVGPathElement[] {
    const hit = this.getElement() as SVGPathElement | undefined;
    return hit ? [...this.under, hit] : [...this.under];
  }

  override onAdd(map: L.Map): this {
    super.onAdd(map);
    this.dressed = null;
    const hit = this.getElement()!;
    hit.setAttribute("data-id", this.shows.id);
    hit.setAttribute("data-sector", this.shows.sector);
    hit.before(...this.under);
    for (const path of this.paths) tinted(path, this);
    return this;
  }

  override onRemove(map: L.Map): this {
    super.onRemove(map);
    for (const path of this.under) path.remove();
    return this;
  }

  override bringToFront(): this {
    const hit = this.getElement() as SVGPathElement | undefined;
    const isHeld = hit === document.activeElement;
    super.bringToFront();
    hit?.before(...this.under);
    if (isHeld) hit?.focus();
    return this;
  }

  /** The state it is drawn in. */
  get phase(): Phase | null {
    return this.dressed;
  }

  /** The pattern of a state. */
  dress(now: Phase): void {
    if (now === this.dressed) return;
    for (const { classList } of this.paths) {
      // Each write of a class is heeded by the styles, even of one that was not there.
      if (this.dressed) classList.replace(`line-${this.dressed}`, `line-${now}`);
      else {
        classList.remove(...PHASES.map((name) => `line-${name}`));
        classList.add(`line-${now}`);
      }
    }
    this.dressed = now;
  }

  protected _updatePath(): void {
    writeCourse.call(this);
    const course = this.getElement()?.getAttribute("d") ?? "";
    for (const path of this.under) path.setAttribute("d", course);
  }
}
