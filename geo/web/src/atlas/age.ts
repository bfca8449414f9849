// How old a state may be before it is only said to be last seen: by the reader's clock, as `geo/history.py` does it.
import { span, statusOn } from "./history";
import { today } from "./promises";
import type { Edtf, Feature } from "./types";
import { LASTS_MONTHS, PHASE, type Phase } from "./vocabulary";

/** A day (20251115) some months later, as a number that sorts. */
const later = (day: number, months: number): number =>
  (Math.floor(day / 10000) * 12 + (Math.floor(day / 100) % 100) + months) * 100 + (day % 100);

/** The date of a state's newest source, once that is so long ago that the state is only said to be last seen then. */
export function lastSeen(feature: Feature, now: Edtf = today()): Edtf | null {
  const [months, date] = [LASTS_MONTHS[feature.status], feature.get("status_date")];
  const seen = months && span(date);
  return seen && later(span(now)!.to, 0) > later(seen.to, months) ? date! : null;
}

/** How a feature is drawn on a date; of today, what was last seen long ago is in no known phase. */
export const phaseOn = (feature: Feature, time: Edtf | null, now?: Edtf): Phase =>
  time === null && lastSeen(feature, now) ? "unknown" : PHASE[statusOn(feature, time)];
