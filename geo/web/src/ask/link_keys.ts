// The keys of a link, in the order they are written: how each is written and read stands in one place.
import type { AccessQuestion } from "../atlas/fields";
import { span } from "../atlas/history";
import { isLang } from "../atlas/languages";
import type { Access, Atlas, Withdrawn } from "../atlas/types";
import { ACCESSES, COST_BANDS, MODES, SLIDER_FROM, SLIDER_TO } from "../atlas/vocabulary";
import { type SetFacet, values } from "./filters";
import { FIRST_TAB, type Filters, MEASURES, NO_FILTERS, type State, TOPICS, type View } from "./state";

export interface LinkState
  extends Pick<
    State,
    "view" | "lang" | "off" | "filters" | "selected" | "time" | "tab" | "topic" | "tiles" | "regions" | "panelOpen"
  > {
  readonly embed: boolean;
}
export type Why = "unknown_key" | "unknown_value" | "bad_value" | "repeated" | "too_long" | "withdrawn";
/** Names the page knows and a link may use. */
export interface Known {
  readonly tabs?: readonly string[];
  readonly tiles?: readonly string[];
  /** False where no words are looked for. */
  readonly hasSearch?: boolean;
}
/** A link while it is read. */
export interface Reading {
  readonly atlas: Atlas;
  readonly known: Known;
  /** What its parts so far ask for. */
  readonly state: Partial<LinkState>;
  /** Says that a part is left out; of a thing that was withdrawn, which. */
  leaveOut(what: string, why: Why, gone?: Withdrawn): void;
}
interface Key {
  /** The value for a state; an empty text writes the key alone, null nothing. */
  write(state: Partial<LinkState>): string | null | undefined;
  /** What the value adds to the state. */
  read(value: string, reading: Reading, key: string): Partial<LinkState>;
}

const LONGEST_TEXT = 120;
const MOST_ZOOM = 20;

const listed = (items: Iterable<string> | undefined): string | null => [...(items ?? [])].sort().join(",") || null;
/** The filters read so far with some of them replaced. */
const filtersWith = ({ state }: Reading, patch: Partial<Filters>): Partial<LinkState> => ({
  filters: { ...(state.filters ?? NO_FILTERS), ...patch },
});
const refused = ({ leaveOut }: Reading, key: string, value: string, why: Why): Record<string, never> => {
  leaveOut(`${key}: ${value}`, why);
  return {};
};

/** Of the words in a value those that may be asked for, which are gone through only as far as it takes to find all. */
function words(value: string, allowed: Iterable<string>, reading: Reading, key: string): Set<string> {
  const names = value.split(",").filter(Boolean);
  const unknown = new Set(names);
  for (const word of allowed) {
    if (!unknown.size) break;
    unknown.delete(word);
  }
  for (const name of names) if (unknown.has(name)) refused(reading, key, name, "unknown_value");
  return new Set(names.filter((name) => !unknown.has(name)));
}

/** Every value of a facet that a link may name: the closed list, then whatever the features hold. */
function* allowed(atlas: Atlas, facet: SetFacet): Generator<string> {
  if (facet === "mode") return yield* MODES;
  if (facet === "cost") return yield* COST_BANDS;
  const codes = Object.keys(atlas.places);
  const places: Readonly<Record<string, string[]>> = {
    country: codes.filter((code) => !code.includes("-")),
    admin1: codes.filter((code) => code.includes("-")),
  };
  yield* places[facet] ?? atlas.words[facet] ?? [];
  for (const feature of atlas.features) yield* values(feature, facet, null);
}

const facetKey = (facet: SetFacet): Key => ({
  write: ({ filters }) => listed(filters?.[facet]),
  read: (value, reading, key) =>
    filtersWith(reading, { [facet]: words(value, allowed(reading.atlas, facet), reading, key) }),
});

const accessKey = (question: AccessQuestion): Key => ({
  write: ({ filters }) => listed(filters?.access[question]),
  read(value, reading, key) {
    const answers = [...words(value, ACCESSES, reading, key)] as Access[];
    return filtersWith(reading, { access: { ...reading.state.filters?.access, [question]: answers } });
  },
});

/** A short name, one of those the page knows if it says which. */
function nameKey(field: "tab" | "tiles", known: "tabs" | "tiles", first?: string): Key {
  return {
    write: ({ [field]: name }) => (name === first ? null : name),
    read(value, reading, key) {
      const names = reading.known[known];
      const isName = /^[a-z][a-z0-9-]{0,29}$/.test(value) && (!names || names.includes(value));
      return isName ? { [field]: value } : refused(reading, key, value, "unknown_value");
    },
  };
}

/** Fewer decimals the further out: about a pixel. */
const decimals = (zoom: number): number => Math.min(5, Math.max(1, Math.ceil(zoom / 3)));
const trimmed = (n: number, digits: number): string => String(Number(n.toFixed(digits)));

const viewText = ({ lon, lat, zoom }: View): string =>
  [trimmed(zoom, 2), trimmed(lat, decimals(zoom)), trimmed(lon, decimals(zoom))].join("/");

function viewOf(text: string): View | null {
  const parts = text.split("/");
  if (parts.length !== 3 || !parts.every((part) => /^-?\d{1,4}(\.\d{1,10})?$/.test(part))) return null;
  const [zoom, lat, lon] = parts.map(Number) as [number, number, number];
  return zoom >= 0 && zoom <= MOST_ZOOM && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}

function isTime(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return !text.includes("/") && span(text) !== null && year >= SLIDER_FROM && year <= SLIDER_TO;
}

const sectors = ({ words, sectors }: Atlas): string[] => [...(words.sector ?? []), ...sectors.map(({ id }) => id)];

export const KEYS: ReadonlyMap<string, Key> = new Map<string, Key>([
  ["embed", { write: ({ embed }) => (embed ? "" : null), read: (value) => ({ embed: value !== "0" }) }],
  [
    "map",
    {
      write: ({ view }) => view && viewText(view),
      read(value, reading, key) {
        const view = viewOf(value);
        return view ? { view } : refused(reading, key, value, "bad_value");
      },
    },
  ],
  [
    "lang",
    {
      write: ({ lang }) => lang,
      read: (value, reading, key) => (isLang(value) ? { lang: value } : refused(reading, key, value, "bad_value")),
    },
  ],
  [
    "off",
    {
      write: ({ off }) => listed(off),
      read: (value, reading, key) => ({
        off: words(value, sectors(reading.atlas), reading, key) as ReadonlySet<string> as LinkState["off"],
      }),
    },
  ],
  [
    "q",
    {
      write: ({ filters }) => filters?.text.trim().slice(0, LONGEST_TEXT) || null,
      read: (value, reading, key) =>
        reading.known.hasSearch === false
          ? refused(reading, key, value, "unknown_key")
          : filtersWith(reading, { text: value.slice(0, LONGEST_TEXT) }),
    },
  ],
  ["status", facetKey("status")],
  ["country", facetKey("country")],
  ["region", facetKey("admin1")],
  ["certainty", facetKey("precision")],
  ["cost", facetKey("cost")],
  ["package", facetKey("package")],
  ["agreed", facetKey("agreed")],
  ["kind", facetKey("kind")],
  ["mode", facetKey("mode")],
  ["passengers", accessKey("passengers")],
  ["freight", accessKey("freight")],
  ["third", accessKey("third_country_nationals")],
  [
    "time",
    {
      write: ({ time }) => time,
      read: (value, reading, key) => (isTime(value) ? { time: value } : refused(reading, key, value, "bad_value")),
    },
  ],
  [
    "open",
    {
      write: ({ selected }) => selected,
      read(value, reading, key) {
        if (reading.atlas.byId(value)) return { selected: value };
        const gone = reading.atlas.withdrawn.find(({ id }) => id === value);
        if (!gone) return refused(reading, key, value, "unknown_value");
        reading.leaveOut(value, "withdrawn", gone);
        return gone.instead && reading.atlas.byId(gone.instead) ? { selected: gone.instead } : {};
      },
    },
  ],
  ["tab", nameKey("tab", "tabs", FIRST_TAB)],
  [
    "topic",
    {
      write: ({ tab, topic }) => (tab === "topics" ? topic : null),
      read: (value, reading, key) =>
        (TOPICS as readonly string[]).includes(value) || reading.atlas.byId(value)?.kind === "indicator"
          ? { topic: value }
          : refused(reading, key, value, "unknown_value"),
    },
  ],
  [
    "panel",
    {
      write: ({ panelOpen }) => (panelOpen === false ? "closed" : null),
      read: (value) => ({ panelOpen: value !== "closed" }),
    },
  ],
  ["background", nameKey("tiles", "tiles")],
  [
    "regions",
    {
      write: ({ regions }) => regions,
      read(value, reading, key) {
        const regions = MEASURES.find((measure) => measure === value);
        return regions ? { regions } : refused(reading, key, value, "unknown_value");
      },
    },
  ],
]);
