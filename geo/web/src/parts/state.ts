// The state of a feature in words: as of when it was last seen where that is long ago, and what its word means.
import type { Context } from "../ask/context";
import { lastSeen } from "../atlas/age";
import { date } from "../atlas/format";
import { stateWord, statusAt } from "../atlas/history";
import type { Translate } from "../atlas/i18n";
import { today, unverified } from "../atlas/promises";
import type { Feature, Status } from "../atlas/types";
import { LASTS_MONTHS, PHASE } from "../atlas/vocabulary";
import { h } from "./dom";

/** The state on the date chosen; of today, with the date of its newest source if that is old. */
export function stateText({ t, store }: Context, feature: Feature): string {
  const words = t();
  const { time } = store.get();
  const seen = time === null ? lastSeen(feature) : null;
  const word = stateWord(words, feature, time);
  return seen ? `${word}, ${words("state.last_seen", { date: date(words, seen) })}` : word;
}

/** Says that a promised date has passed since anybody looked; nothing while the slider stands on a date. */
export function overdue({ store, t }: Context, feature: Feature): HTMLElement | null {
  const event = store.get().time ? undefined : unverified(feature, today());
  return event ? h("span", { class: "overdue" }, t()("time.promise_since", { date: date(t(), event.date) })) : null;
}

/** What a status claims, and for how long without a newer source. */
function meaning(words: Translate, status: Status): string {
  const months = LASTS_MONTHS[status];
  return [words(`status_means.${status}`), months && words("state.lasts", { n: words.number(months) })]
    .filter(Boolean)
    .join(" ");
}

/** A word that says what it means: to a pointer that rests on it, and below it to whoever presses it. */
const explained = (className: string, word: string, meanings: readonly string[]): HTMLElement =>
  h(
    "details",
    { class: "means" },
    h("summary", { title: meanings.join("\n") }, h("span", { class: className }, word)),
    ...meanings.map((text) => h("p", { class: "quiet" }, text)),
  );

/** The state in its frame, with its meaning where there is one on the date chosen. */
export function statePill(context: Context, feature: Feature): HTMLElement {
  const { store, t } = context;
  const { time } = store.get();
  const words = t();
  const status = statusAt(feature, time);
  const word = stateWord(words, feature, time);
  return status
    ? explained(`pill pill-${PHASE[status]}`, word, [meaning(words, status)])
    : h("span", { class: "pill pill-unknown" }, word);
}

/** A word for several states, with what each of them means. */
export const statesExplained = (words: Translate, word: string, statuses: readonly Status[]): HTMLElement =>
  explained(
    "",
    word,
    statuses.map((status) => `${words(`status.${status}`)}: ${meaning(words, status)}`),
  );
