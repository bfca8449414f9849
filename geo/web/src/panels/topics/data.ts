// Agreements, indicators and whatever else has no place on the map.
import { TOPICS } from "../../ask/state";
import type { Feature } from "../../atlas/types";

export interface Topic {
  readonly key: (typeof TOPICS)[number];
  readonly features: readonly Feature[];
}

function topicOf({ kind, located }: Feature): Topic["key"] | null {
  if (kind === "indicator") return "figures";
  if (kind === "agreement") return "agreements";
  return located ? null : "others";
}

/** Features that belong here, by what they are; kinds without any are left out. An agreement with a place still is one. */
export const topics = (features: readonly Feature[]): Topic[] =>
  TOPICS.flatMap((key) => {
    const own = features.filter((feature) => topicOf(feature) === key);
    return own.length ? [{ key, features: own }] : [];
  });
