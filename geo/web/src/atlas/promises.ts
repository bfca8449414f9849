// Promised dates, and what the reader's clock says of them.
import { span } from "./history";
import type { AtlasEvent, Edtf, Feature } from "./types";
import { PROMISES } from "./vocabulary";

/**
 * Ahead; passed before the sources were read, which would have told if it was kept; or passed since, which nobody has
 * looked after.
 */
export type PromiseState = "ahead" | "passed" | "passed_since";

/** Today by the reader's clock. */
export function today(clock = new Date()): Edtf {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${clock.getFullYear()}-${two(clock.getMonth() + 1)}-${two(clock.getDate())}`;
}

/**
 * How a promised date stands; null of any other event. A broad date has passed when its last day has.
 * @param read up to when the sources had been read: somewhere in that span, so a date within it is not sure to be told
 */
export function promiseState({ kind, date }: AtlasEvent, read: Edtf | undefined, today: Edtf): PromiseState | null {
  const day = PROMISES.has(kind) ? span(date)?.to : undefined;
  if (day === undefined) return null;
  if (day < (span(read)?.from ?? 0)) return "passed";
  return day < (span(today)?.from ?? 0) ? "passed_since" : "ahead";
}

/** The last promised date of a thing that has passed since its sources were read, if any has. */
export function unverified(feature: Feature, today: Edtf): AtlasEvent | undefined {
  const read = feature.get("checked");
  const since = feature.events.filter((event) => promiseState(event, read, today) === "passed_since");
  return since.sort((a, b) => span(a.date)!.to - span(b.date)!.to).at(-1);
}
