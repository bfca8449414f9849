// A sector's colour and the pictures in it.
import { phaseOn } from "../atlas/age";
import type { Atlas, Edtf, Feature, Sector } from "../atlas/types";
import type { Phase } from "../atlas/vocabulary";
import { h } from "./dom";
import { dotGlyph, glyph, isDot } from "./glyph";

/** Gives an element the sector's colour, which what is drawn within takes up as `--c`. */
export function tinted<E extends HTMLElement | SVGElement>(element: E, { color }: Pick<Sector, "color">): E {
  element.style.setProperty("--c", color);
  return element;
}

export const swatch = (picture: Element, sector: Pick<Sector, "color">): HTMLElement =>
  tinted(h("span", { class: "swatch" }, picture), sector);

/** The mark that stands for a sector as such. */
export const sectorSwatch = (sector: Sector): HTMLElement =>
  swatch(glyph({ kind: "site", precision: "exact", phase: "running" }, sector), sector);

/** The mark of a feature in a phase. */
export function featureGlyph(atlas: Atlas, feature: Feature, phase: Phase): SVGSVGElement {
  const { kind, precision, sector } = feature;
  return isDot(feature)
    ? dotGlyph(feature.get("confirmed") !== false)
    : glyph({ kind, precision, phase }, atlas.sector(sector));
}

/** A feature's mark as it is on a date, or today. */
export const featureSwatch = (atlas: Atlas, feature: Feature, time: Edtf | null = null): HTMLElement =>
  swatch(featureGlyph(atlas, feature, phaseOn(feature, time)), atlas.sector(feature.sector));

/** Marks of the same look are copies of one drawing: some forty looks for any number of marks. */
export function createGlyphs(atlas: Atlas): (feature: Feature, phase: Phase) => SVGSVGElement {
  const drawn = new Map<string, SVGSVGElement>();
  return (feature, phase) => {
    const { kind, precision, sector } = feature;
    const look = isDot(feature) ? feature.get("confirmed") : `${precision} ${phase} ${sector}`;
    const key = `${kind} ${look}`;
    const first = drawn.get(key) ?? featureGlyph(atlas, feature, phase);
    drawn.set(key, first);
    return first.cloneNode(true) as SVGSVGElement;
  };
}
