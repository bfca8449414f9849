// The stops of the time slider, and what is said of what stands on the map at one of them.
import { census, months, promises, span } from "../../atlas/history";
import type { Edtf, Feature } from "../../atlas/types";

/** Every month of the slider's years. */
export const STOPS: readonly Edtf[] = months();
const DECEMBER = 11;

/** The stop a date falls on; the last one when the date is later than the slider goes. */
export function stopOf(time: Edtf): number {
  const day = span(time)?.to ?? 0;
  const at = STOPS.findIndex((stop) => span(stop)!.to >= day);
  return at < 0 ? STOPS.length - 1 : at;
}

/** The next stop of a run: the next month, or by years the end of this year and then of the next. */
export function nextStop(at: number, byYears: boolean): number {
  if (!byYears) return at + 1;
  const month = at % 12;
  return at - month + DECEMBER + (month === DECEMBER ? 12 : 0);
}

/** Where a run begins: with the first month, or by years at the end of the first one. */
export const firstStop = (byYears: boolean): Edtf => STOPS[byYears ? DECEMBER : 0]!;

/** Today as the atlas knows it: the month of its edition. */
export const monthOf = (edition: Edtf): Edtf => (edition && span(edition) ? edition.slice(0, 7) : STOPS.at(-1)!);

/** Later than what an edition can know. */
const isLater = (day: Edtf, edition: Edtf): boolean => (span(day)?.to ?? 0) > (span(edition)?.to ?? 99_999_999);

export interface Notes {
  /** Of how many nothing is recorded yet, and how many have no date that says when. */
  readonly notYet: number;
  readonly undated: number;
  /** On a date to come: how many have a promise that should be kept by then. Null on any other date. */
  readonly promised: number | null;
}

/** @param time null for today */
export function notesOn(features: readonly Feature[], time: Edtf | null, edition: Edtf): Notes {
  const { notYet, undated } = census(features, time ?? monthOf(edition));
  const isPromised = (feature: Feature) =>
    promises(feature, time!).some(({ event, passed }) => passed && isLater(event.date ?? "", edition));
  const isAhead = time !== null && isLater(time, edition);
  return {
    notYet: time ? notYet : 0,
    undated,
    promised: isAhead ? features.filter(isPromised).length : null,
  };
}
