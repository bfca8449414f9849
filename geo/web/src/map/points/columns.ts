// What is painted of the points, a number each: place, sector, form and state.
import { phaseOn } from "../../atlas/age";
import { today } from "../../atlas/promises";
import type { Edtf, Feature } from "../../atlas/types";
import { MARK_FORMS, PHASES, TRAITS } from "../../atlas/vocabulary";
import { isDot, isHollow } from "../../parts/glyph";
import { project } from "../ground/mercator";
import type { PixelLook, Sureness } from "./stamp";

export const SURE: readonly Sureness[] = ["exact", "locality", "region", "country"];

export interface Columns {
  readonly n: number;
  /** x0, y0, x1, y1, … on the unit square. */
  readonly xy: Float64Array;
  readonly sectorOf: Uint8Array;
  /** The row of each in the atlas. */
  readonly rowOf: Uint32Array;
  /** The zoom each is drawn from. */
  readonly drawnFrom: Uint8Array;
  /** Form and sureness in one number, which `lookOf` reads. */
  readonly shapeOf: Uint8Array;
  /** The state on the date last given to `setDate`. */
  readonly stateOf: Uint8Array;
}

function surenessOf(feature: Feature): Sureness {
  const { precision } = feature;
  if (isDot(feature)) return feature.get("confirmed") === false ? "region" : "exact";
  if (precision === "exact" || precision === "locality") return precision;
  return isHollow(precision) && precision !== "region" ? "country" : "region";
}

/** @param sectors ids in the order of `sectorOf`'s numbers */
export function columnsOf(features: readonly Feature[], sectors: readonly string[]): Columns {
  const n = features.length;
  const order = new Map(sectors.map((id, i) => [id, i]));
  const xy = new Float64Array(2 * n);
  features.forEach(({ position }, i) => {
    [xy[2 * i], xy[2 * i + 1]] = project(position!);
  });
  const shape = (one: Feature) =>
    MARK_FORMS.indexOf(TRAITS[one.kind].mark) * SURE.length + SURE.indexOf(surenessOf(one));
  return {
    n,
    xy,
    sectorOf: Uint8Array.from(features, ({ sector }) => order.get(sector) ?? 0),
    rowOf: Uint32Array.from(features, ({ index }) => index),
    drawnFrom: Uint8Array.from(features, ({ kind }) => TRAITS[kind].drawnFrom),
    shapeOf: Uint8Array.from(features, shape),
    stateOf: new Uint8Array(n),
  };
}

/** Works out the state of each point on a date. */
export function setDate({ stateOf }: Columns, features: readonly Feature[], time: Edtf | null): void {
  const now = today();
  for (let i = 0; i < stateOf.length; i++) stateOf[i] = PHASES.indexOf(phaseOn(features[i]!, time, now));
}

/** All looks there are, told apart by one number below this. */
export const LOOKS = MARK_FORMS.length * SURE.length * PHASES.length;
export const lookCode = (shape: number, state: number): number => shape * PHASES.length + state;
export function lookOf(code: number): PixelLook {
  const shape = Math.floor(code / PHASES.length);
  return {
    form: MARK_FORMS[Math.floor(shape / SURE.length)]!,
    sure: SURE[shape % SURE.length]!,
    phase: PHASES[code % PHASES.length]!,
  };
}
