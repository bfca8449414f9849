// What every part of the page is given.
import type L from "leaflet";
import type { Translate } from "../atlas/i18n";
import type { Atlas, SectorId } from "../atlas/types";
import type { Store } from "./state";

export interface Context {
  readonly atlas: Atlas;
  readonly store: Store;
  readonly map: L.Map;
  /** Folium's layer of each sector: marks and lines live in them. */
  readonly groups: Readonly<Record<SectorId, L.FeatureGroup>>;
  /** Online backgrounds by name; none is on at the start. */
  readonly tiles: Readonly<Record<string, L.TileLayer>>;
  /** The sector a page of one sector is about; null for the whole atlas. */
  readonly subject: SectorId | null;
  /** When all data are read: what is known of one thing, its sources, and the ground. Asks for them if nobody has. */
  whole(): Promise<void>;
  /** When all that stands on the map is drawn, the ground too. */
  readonly painted: Promise<void>;
  /** The translator of the language chosen now. */
  t(): Translate;
}
