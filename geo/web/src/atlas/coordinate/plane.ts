// Metres of plane systems are recognised here, so that a sentence says what they are; the command line computes them.
import { Refused } from "./reading";

type Limits = readonly [number, number];
// The same limits as in geo/coordinates/plane.py, which says where they are from.
const GK_ZONES: Limits = [8, 15];
const NORTHING: Limits = [3_700_000, 6_400_000];
const EASTING: Limits = [100_000, 900_000];
const MERCATOR_X: Limits = [5_000_000, 9_800_000];
const MERCATOR_Y: Limits = [4_000_000, 7_700_000];
const NAMED = /(?:sk|ск|ck)[- ]?(?:19)?42|pulkovo|пулково|gau(?:ss|ß)|гаусс|epsg/i;
const UTM =
  /^(?:utm[ :,]?\s?)?(?:zone\s)?\d{1,2}\s?[c-hj-np-x][ ,;]\s?(?:e\s?|x\s?=?\s?)?\d{5,8}(?:\.\d{1,6})?\s?(?:m\s?e?|e)?[ ,;/]\s?(?:n\s?|y\s?=?\s?)?\d{5,8}(?:\.\d{1,6})?\s?(?:m\s?n?|n)?$/i;

const isWithin = (figures: string, [least, most]: Limits): boolean =>
  figures !== "" && Number(figures) >= least && Number(figures) <= most;

/** Why two bare numbers are metres, with the system they may be of; null where they may be degrees. */
export function planeRefusal(first: string, second: string): Refused | null {
  const orders = [
    [first, second],
    [second, first],
  ] as const;
  for (const [north, east] of orders) {
    const whole = east.split(".")[0]!;
    if (!isWithin(north, NORTHING) || !whole) continue;
    if (isWithin(whole, EASTING)) return new Refused("zone");
    const zone = whole.slice(0, -6) || "0";
    if (isWithin(zone, GK_ZONES) && isWithin(whole.slice(-6), EASTING))
      return new Refused("plane", { systems: `EPSG:${28400 + Number(zone)}` });
  }
  const isMercator = orders.some(([x, y]) => isWithin(x, MERCATOR_X) && isWithin(y, MERCATOR_Y));
  return isMercator ? new Refused("plane", { systems: "EPSG:3857" }) : null;
}

/** The name of the plane system a text says it is in. */
export const planeForm = (text: string): string | null =>
  UTM.test(text) ? "UTM" : NAMED.test(text) ? "EPSG, Gauss–Krüger" : null;
