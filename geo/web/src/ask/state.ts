// What the reader has chosen, and which features that leaves. Components subscribe; nobody calls anybody.
import type { AccessQuestion } from "../atlas/fields";
import type { Access, Atlas, Feature, Kind, Lang, Mode, Precision, SectorId, Status } from "../atlas/types";
import type { CostBand } from "../atlas/vocabulary";

export type BasemapChoice = string;
export const MEASURES = ["number", "cost"] as const;
export type Measure = (typeof MEASURES)[number];
/** One of the side panel's tabs; later ones register their own name. */
export type TabId = string;

/** An empty set or text asks for nothing: it lets everything through. */
export interface Filters {
  readonly text: string;
  readonly status: ReadonlySet<Status>;
  readonly precision: ReadonlySet<Precision>;
  readonly country: ReadonlySet<string>;
  readonly admin1: ReadonlySet<string>;
  readonly cost: ReadonlySet<CostBand>;
  readonly package: ReadonlySet<string>;
  readonly kind?: ReadonlySet<Kind>;
  /** Whole days on which something was agreed. */
  readonly agreed?: ReadonlySet<string>;
  readonly mode: ReadonlySet<Mode>;
  /** Crossings whose answer to this question is one of these words. */
  readonly access: Readonly<Partial<Record<AccessQuestion, readonly Access[]>>>;
}

export const NO_FILTERS: Filters = {
  text: "",
  status: new Set(),
  precision: new Set(),
  country: new Set(),
  admin1: new Set(),
  cost: new Set(),
  package: new Set(),
  mode: new Set(),
  access: {},
};

export interface View {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

export interface State {
  readonly lang: Lang;
  /** Sectors switched off; the Folium layers and the legend follow it and set it. */
  readonly off: ReadonlySet<SectorId>;
  /** Id of the feature whose card is open. */
  readonly selected: string | null;
  /** Ids of several things at the place that was clicked, to choose from. */
  readonly choices: readonly string[];
  /** Id of the feature under the pointer or the focus, on the map or in a list. */
  readonly hovered: string | null;
  readonly filters: Filters;
  /** The date shown by the time slider, or null for today's state. */
  readonly time: string | null;
  readonly tab: TabId;
  /** What the tab of topics shows first: one of `TOPICS` or the id of an indicator. */
  readonly topic: string | null;
  readonly panelOpen: boolean;
  readonly tiles: BasemapChoice | null;
  /** By what the regions are coloured, if they are. */
  readonly regions: Measure | null;
  readonly view: View | null;
}

export type Key = keyof State;
export type Predicate = (feature: Feature) => boolean;
/** Makes the test a state asks for, or null when it asks for nothing. Remade when one of `keys` changes. */
export interface PredicateSource {
  readonly name: string;
  readonly keys: readonly Key[];
  make(state: State, atlas: Atlas): Predicate | null;
}

export interface Store {
  get(): State;
  set(patch: Partial<State>): void;
  /** Calls `listener` after a change of any of `keys`; returns what ends it. */
  on(keys: readonly Key[], listener: (state: State, before: State) => void): () => void;
  /** From now on patches of any of `keys` wait until `until` is done, which they ask for; returns what ends it. */
  postpone(keys: readonly Key[], until: () => Promise<unknown>): () => void;
  /** Adds one test that a feature must pass to be visible. */
  addPredicate(source: PredicateSource): void;
  /** Whether every test lets the feature through. */
  visible(feature: Feature): boolean;
  /**
   * The same as a mask over `atlas.features`; the same array until something changes, so not to be written into.
   * `except` leaves one test out.
   */
  mask(except?: string): Uint8Array;
  /** The features every test lets through, in the order of the atlas; `except` leaves one test out. */
  shown(except?: string): Feature[];
  /** Calls `listener` when what some test lets through has changed. */
  onVisible(listener: (mask: Uint8Array) => void): () => void;
}

export const sameBits = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((bit, i) => bit === b[i]);

/** Parts of the tab of agreements and figures. */
export const TOPICS = ["figures", "agreements", "others"] as const;
/** The tab that is open at first. */
export const FIRST_TAB: TabId = "legend";

export const initialState = (lang: Lang): State => ({
  lang,
  off: new Set(),
  selected: null,
  choices: [],
  hovered: null,
  filters: NO_FILTERS,
  time: null,
  tab: FIRST_TAB,
  topic: null,
  panelOpen: true,
  tiles: null,
  regions: null,
  view: null,
});

export const sectorsOn: PredicateSource = {
  name: "sectors",
  keys: ["off"],
  make: ({ off }) => (off.size ? (feature) => !off.has(feature.sector) : null),
};

/** Which features the tests let through, all together or but for one. */
function createSieve(atlas: Atlas) {
  /** Each test with what it lets through; null lets everything through. */
  const sources: { source: PredicateSource; bits: Uint8Array | null }[] = [];
  const masks = new Map<string | undefined, Uint8Array>();

  function bitsOf(source: PredicateSource, state: State): Uint8Array | null {
    const test = source.make(state, atlas);
    if (!test) return null;
    const bits = new Uint8Array(atlas.features.length);
    for (const feature of atlas.features) bits[feature.index] = test(feature) ? 1 : 0;
    return bits;
  }
  return {
    mask(except?: string): Uint8Array {
      const known = masks.get(except);
      if (known) return known;
      const made = new Uint8Array(atlas.features.length).fill(1);
      for (const { source, bits } of sources) {
        if (!bits || source.name === except) continue;
        for (let i = 0; i < made.length; i++) made[i]! &= bits[i]!;
      }
      masks.set(except, made);
      return made;
    },
    /** Returns whether the test asks for anything. */
    add(source: PredicateSource, state: State): boolean {
      const bits = bitsOf(source, state);
      sources.push({ source, bits });
      if (bits) masks.clear();
      return !!bits;
    },
    /** Returns whether any test lets other features through than before. */
    renew(state: State, changed: readonly Key[]): boolean {
      let filtered = false;
      for (const entry of sources) {
        if (!entry.source.keys.some((key) => changed.includes(key))) continue;
        const bits = bitsOf(entry.source, state);
        // A step of the time slider mostly changes states, not what there is.
        filtered ||= !(bits && entry.bits ? sameBits(bits, entry.bits) : bits === entry.bits);
        entry.bits = bits;
      }
      if (filtered) masks.clear();
      return filtered;
    },
  };
}

export function createStore(atlas: Atlas, state: State): Store {
  type Listener = { keys: readonly Key[]; call: (state: State, before: State) => void };
  const listeners = new Set<Listener>();
  const visibleListeners = new Set<(mask: Uint8Array) => void>();
  const sieve = createSieve(atlas);
  const { mask } = sieve;
  let postponed: { keys: readonly Key[]; until: () => Promise<unknown> } | null = null;

  const tellVisible = () => {
    for (const listener of [...visibleListeners]) listener(mask());
  };

  const store: Store = {
    get: () => state,
    set(patch) {
      const changed = (Object.keys(patch) as Key[]).filter((key) => state[key] !== patch[key]);
      if (!changed.length) return;
      if (postponed && changed.some((key) => postponed!.keys.includes(key))) {
        // Whoever waits for the data too tells of their failure.
        postponed.until().then(
          () => store.set(patch),
          () => {},
        );
        return;
      }
      const before = state;
      state = { ...state, ...patch };
      if (sieve.renew(state, changed)) tellVisible();
      for (const listener of [...listeners]) {
        if (listener.keys.some((key) => changed.includes(key))) listener.call(state, before);
      }
    },
    on(keys, call) {
      const listener = { keys, call };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    postpone(keys, until) {
      postponed = { keys, until };
      return () => {
        postponed = null;
      };
    },
    addPredicate(source) {
      if (sieve.add(source, state)) tellVisible();
    },
    visible: (feature) => mask()[feature.index] === 1,
    mask,
    shown(except) {
      const bits = mask(except);
      return atlas.features.filter(({ index }) => bits[index]);
    },
    onVisible(listener) {
      visibleListeners.add(listener);
      return () => visibleListeners.delete(listener);
    },
  };
  store.addPredicate(sectorsOn);
  return store;
}
