// Agreements, indicators and whatever else has no place on the map.
import type { Feature } from "../../atlas/types";

export interface Topics {
  readonly indicators: readonly Feature[];
  readonly agreements: readonly Feature[];
  readonly others: readonly Feature[];
}

/** Things of the atlas that belong here, in three kinds. An agreement with a place still is an agreement. */
export function topics(features: readonly Feature[]): Topics {
  return {
    indicators: features.filter(({ kind }) => kind === "indicator"),
    agreements: features.filter(({ kind }) => kind === "agreement"),
    others: features.filter(({ kind, located }) => kind !== "indicator" && kind !== "agreement" && !located),
  };
}
