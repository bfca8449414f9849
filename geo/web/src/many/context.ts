// What every part of this page is given.
import type L from "leaflet";
import type { GrowingAtlas } from "../atlas/decode";
import type { Translate } from "../atlas/i18n";
import type { Many } from "./data";
import type { Store } from "./state";
import type { Words } from "./tile";
import type { Spot, Tiles } from "./tiles";

export interface Context {
  readonly map: L.Map;
  /** Ground, names of regions, sectors; no features. */
  readonly atlas: GrowingAtlas;
  readonly many: Many;
  readonly words: Words;
  readonly store: Store;
  t(): Translate;
  /** Null until there are any. */
  tiles(): Tiles | null;
  /** The name of a place; empty if it has none. */
  nameOf(spot: Spot): Promise<string>;
}
