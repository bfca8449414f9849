// What is painted of the points, a number each: place, sector, form and state.
import { statusOn } from "../../atlas/history";
import type { Edtf, Feature } from "../../atlas/types";
import { isHollow, type Phase, phase } from "../../parts/glyph";
import { project } from "../ground/mercator";
import type { Form, PixelLook, Sureness } from "./stamp";

const FORMS: readonly Form[] = ["disc", "pair", "station"];
const SURE: readonly Sureness[] = ["exact", "locality", "region", "country"];
const STATES: readonly Phase[] = ["ahead", "building", "running", "stopped", "unknown"];

export interface Columns {
  readonly n: number;
  /** x0, y0, x1, y1, … on the unit square. */
  readonly xy: Float64Array;
  readonly sectorOf: Uint8Array;
  /** The row of each in the atlas. */
  readonly rowOf: Uint32Array;
  readonly isStation: Uint8Array;
  /** Form and sureness in one number, which `lookOf` reads. */
  readonly shapeOf: Uint8Array;
  /** The state on the date last given to `setDate`. */
  readonly stateOf: Uint8Array;
}

const formOf = ({ kind }: Feature): Form => (kind === "station" ? "station" : kind === "crossing" ? "pair" : "disc");

function surenessOf(feature: Feature): Sureness {
  const { kind, precision } = feature;
  if (kind === "station") return feature.get("confirmed") === false ? "region" : "exact";
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
  const shape = (one: Feature) => FORMS.indexOf(formOf(one)) * SURE.length + SURE.indexOf(surenessOf(one));
  return {
    n,
    xy,
    sectorOf: Uint8Array.from(features, ({ sector }) => order.get(sector) ?? 0),
    rowOf: Uint32Array.from(features, ({ index }) => index),
    isStation: Uint8Array.from(features, ({ kind }) => Number(kind === "station")),
    shapeOf: Uint8Array.from(features, shape),
    stateOf: new Uint8Array(n),
  };
}

/** Works out the state of each point on a date. */
export function setDate({ stateOf }: Columns, features: readonly Feature[], time: Edtf | null): void {
  for (let i = 0; i < stateOf.length; i++) stateOf[i] = STATES.indexOf(phase(statusOn(features[i]!, time)));
}

/** All looks there are, told apart by one number below this. */
export const LOOKS = FORMS.length * SURE.length * STATES.length;
export const lookCode = (shape: number, state: number): number => shape * STATES.length + state;
export function lookOf(code: number): PixelLook {
  const shape = Math.floor(code / STATES.length);
  return {
    form: FORMS[Math.floor(shape / SURE.length)]!,
    sure: SURE[shape % SURE.length]!,
    phase: STATES[code % STATES.length]!,
  };
}
