// One mark as an element, and one of a crowd: what a click on it does, and how it is drawn and named on a date.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { countBySector } from "../../ask/rows";
import { phaseOn } from "../../atlas/age";
import { stateWord } from "../../atlas/history";
import type { Feature } from "../../atlas/types";
import type { Phase } from "../../atlas/vocabulary";
import { h } from "../../parts/dom";
import { isDot } from "../../parts/glyph";
import { openCard } from "../../parts/row";
import { type createGlyphs, tinted } from "../../parts/swatch";
import { featureLabel } from "../../parts/text";
import { latLng } from "../latlng";
import type { Placed } from "./elements";
import { groupElement } from "./group_mark";
import { isCrowded, type Seat } from "./layout";

/** Levels of zoom between those looked at for one where a crowd parts. */
const STEP = 0.25;
const PLACED = "leaflet-marker-icon leaflet-interactive leaflet-zoom-animated";

export interface Mark extends Placed {
  readonly feature: Feature;
  /** The state it is drawn in, null before it is first seen. */
  phase: Phase | null;
  /** Language and words of the state in its label. */
  label: string;
}

const pressable = (element: HTMLElement): HTMLElement => {
  element.setAttribute("role", "button");
  element.tabIndex = 0;
  return element;
};

export function makeMark({ atlas, store }: Context, feature: Feature): Mark {
  const isSmall = isDot(feature);
  const element = h("div", {
    class: `mark ${PLACED}${isSmall ? " mark-dot" : ""}`,
    "data-id": feature.id,
    "data-sector": feature.sector,
  });
  return {
    feature,
    element: pressable(tinted(element, atlas.sector(feature.sector))),
    at: L.latLng(latLng(feature.position!)),
    dx: 0,
    dy: 0,
    lift: isSmall ? -1000 : 0,
    phase: null,
    label: "",
    act: () => openCard(store, feature.id),
  };
}

/** A group's element; pressed, it shows its members from nearer, as near as it takes for them to part. */
export function makeCrowd({ atlas, map, t }: Context, members: readonly Mark[], { x, y, dx, dy }: Seat): Placed {
  const tally = countBySector(members.map(({ feature }) => feature));
  const element = pressable(groupElement(atlas.sectors, tally, t().number(members.length)));
  element.classList.add(...PLACED.split(" "));
  element.setAttribute("aria-label", t().count("count.group", members.length));
  const act = () => {
    const bounds = L.latLngBounds(members.map(({ at }) => at));
    const closer = map.getZoom() + 1;
    let parting = closer;
    while (
      isCrowded(
        members.map(({ at }) => map.project(at, parting)),
        parting,
      )
    )
      parting += STEP;
    map.setView(bounds.getCenter(), parting);
  };
  return { element, at: map.unproject([x, y], map.getZoom()), dx, dy, lift: 500, act };
}

/** Draws and names a mark in its state on the date chosen, where that differs. */
export function dressMark(context: Context, mark: Mark, glyphOf: ReturnType<typeof createGlyphs>): void {
  const { time, lang } = context.store.get();
  const { feature, element } = mark;
  const label = `${lang} ${stateWord(context.t(), feature, time)}`;
  if (label !== mark.label) element.setAttribute("aria-label", featureLabel(context, feature));
  mark.label = label;
  const phase = isDot(feature) ? "running" : phaseOn(feature, time);
  if (phase !== mark.phase) element.replaceChildren(glyphOf(feature, phase));
  mark.phase = phase;
}
