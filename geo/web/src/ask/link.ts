// What the address keeps: #map=7/41.31/69.28&lang=kk&status=planned&open=aktau-port. Short, readable, the same for
// the same state. A link may come from anyone: what is not known here is left out, and said.

import type { AccessQuestion } from "../atlas/fields";
import { span } from "../atlas/history";
import type { Translate } from "../atlas/i18n";
import { isLang } from "../atlas/languages";
import type { Access, Atlas } from "../atlas/types";
import { ACCESSES, MODES, SLIDER_FROM, SLIDER_TO } from "../atlas/vocabulary";
import { COST_BANDS, values } from "./filters";
import type { Filters, State, View } from "./state";
import { NO_FILTERS } from "./state";

export interface LinkState
  extends Pick<State, "view" | "lang" | "off" | "filters" | "selected" | "time" | "tab" | "tiles" | "panelOpen"> {
  readonly embed: boolean;
}
export type Why = "unknown_key" | "unknown_value" | "bad_value" | "repeated" | "too_long";
/** A part of a link that was left out; `what` is cut short and is text, never markup. */
export interface Ignored {
  readonly what: string;
  readonly why: Why;
}
export interface ReadLink {
  readonly state: Partial<LinkState>;
  readonly ignored: readonly Ignored[];
}
/** Names the page knows and this module does not. */
export interface Known {
  readonly tabs?: readonly string[];
  readonly tiles?: readonly string[];
}

const LONGEST_LINK = 4000;
const LONGEST_TEXT = 120;
const MOST_PARTS = 40;
const MOST_ZOOM = 20;
const SETS = {
  status: "status",
  country: "country",
  region: "admin1",
  certainty: "precision",
  cost: "cost",
  package: "package",
  kind: "kind",
  mode: "mode",
} as const;
const ACCESS: Readonly<Record<string, AccessQuestion>> = {
  passengers: "passengers",
  freight: "freight",
  third: "third_country_nationals",
};

/** Fewer decimals the further out: about a pixel. */
const decimals = (zoom: number): number => Math.min(5, Math.max(1, Math.ceil(zoom / 3)));
const trimmed = (n: number, digits: number): string => String(Number(n.toFixed(digits)));
const encode = (text: string): string => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%2F/g, "/");

const viewText = ({ lon, lat, zoom }: View): string =>
  [trimmed(zoom, 2), trimmed(lat, decimals(zoom)), trimmed(lon, decimals(zoom))].join("/");

/** The address part for a state, with its `#`; what is as it always begins is left out. */
export function writeLink(state: Partial<LinkState>, defaultTab = "legend"): string {
  const parts: string[] = [];
  const add = (key: string, value: string | null | undefined) => {
    if (value) parts.push(`${key}=${encode(value)}`);
  };
  const list = (items: Iterable<string> | undefined) => [...(items ?? [])].sort().join(",");
  const filters = state.filters ?? NO_FILTERS;
  if (state.embed) parts.push("embed");
  add("map", state.view && viewText(state.view));
  add("lang", state.lang);
  add("off", list(state.off));
  add("q", filters.text.trim().slice(0, LONGEST_TEXT));
  for (const [key, facet] of Object.entries(SETS)) add(key, list(filters[facet]));
  for (const [key, question] of Object.entries(ACCESS)) add(key, list(filters.access[question]));
  add("time", state.time);
  add("open", state.selected);
  add("tab", state.tab === defaultTab ? null : state.tab);
  if (state.panelOpen === false) parts.push("panel=closed");
  add("background", state.tiles);
  return parts.length ? `#${parts.join("&")}` : "";
}

function view(text: string): View | null {
  const parts = text.split("/");
  if (parts.length !== 3 || !parts.every((part) => /^-?\d{1,4}(\.\d{1,10})?$/.test(part))) return null;
  const [zoom, lat, lon] = parts.map(Number) as [number, number, number];
  return zoom >= 0 && zoom <= MOST_ZOOM && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
}

function time(text: string): string | null {
  const year = Number(text.slice(0, 4));
  return !text.includes("/") && span(text) && year >= SLIDER_FROM && year <= SLIDER_TO ? text : null;
}

/** Every value a set in a link may name: the closed list, and whatever the features hold. */
function allowed(atlas: Atlas, key: string): ReadonlySet<string> {
  if (key === "off") return new Set([...(atlas.words.sector ?? []), ...atlas.sectors.map(({ id }) => id)]);
  if (key === "mode") return new Set(MODES);
  if (key === "cost") return new Set(COST_BANDS);
  if (key in ACCESS) return new Set(ACCESSES);
  const facet = SETS[key as keyof typeof SETS];
  const codes = Object.keys(atlas.places);
  const places: Readonly<Record<string, string[]>> = {
    country: codes.filter((code) => !code.includes("-")),
    admin1: codes.filter((code) => code.includes("-")),
  };
  const listed = places[facet] ?? atlas.words[facet] ?? [];
  return new Set([...listed, ...atlas.features.flatMap((feature) => values(feature, facet, null))]);
}

/** The state a link asks for, and what of it was not understood. Takes `location.hash`, with or without its `#`. */
export function readLink(hash: string, atlas: Atlas, known: Known = {}): ReadLink {
  const ignored: Ignored[] = [];
  const leaveOut = (what: string, why: Why) => {
    if (ignored.length < MOST_PARTS) ignored.push({ what: [...what.slice(0, 80)].slice(0, 40).join(""), why });
  };
  let text = hash.replace(/^#/, "");
  if (text.length > LONGEST_LINK) {
    text = "";
    leaveOut(hash.slice(1), "too_long");
  }
  const all = text.split("&").filter(Boolean);
  if (all.length > MOST_PARTS) leaveOut(all[MOST_PARTS]!, "too_long");
  const state: { -readonly [K in keyof LinkState]?: LinkState[K] } = {};
  const filters: { -readonly [K in keyof Filters]: Filters[K] } = { ...NO_FILTERS };
  const seen = new Set<string>();

  function set(key: string, value: string): ReadonlySet<string> {
    const may = allowed(atlas, key);
    const names = value.split(",").filter(Boolean);
    for (const name of names) if (!may.has(name)) leaveOut(`${key}: ${name}`, "unknown_value");
    return new Set(names.filter((name) => may.has(name)));
  }
  const word = (key: string, value: string, list: readonly string[] | undefined): string | undefined => {
    if (/^[a-z][a-z0-9-]{0,29}$/.test(value) && (!list || list.includes(value))) return value;
    leaveOut(`${key}: ${value}`, "unknown_value");
    return undefined;
  };
  const or = <T>(found: T | null, what: string): T | undefined => {
    if (found === null) leaveOut(what, "bad_value");
    return found ?? undefined;
  };

  function take(key: string, value: string): void {
    if (key in SETS && Object.hasOwn(SETS, key)) {
      Object.assign(filters, { [SETS[key as keyof typeof SETS]]: set(key, value) });
    } else if (Object.hasOwn(ACCESS, key)) {
      filters.access = { ...filters.access, [ACCESS[key]!]: [...set(key, value)] as Access[] };
    } else if (key === "map") state.view = or(view(value), `${key}: ${value}`);
    else if (key === "time") state.time = or(time(value), `${key}: ${value}`);
    else if (key === "lang") state.lang = or(isLang(value) ? value : null, `${key}: ${value}`);
    else if (key === "off") state.off = set(key, value) as LinkState["off"];
    else if (key === "q") filters.text = value.slice(0, LONGEST_TEXT);
    else if (key === "embed") state.embed = value !== "0";
    else if (key === "panel") state.panelOpen = value !== "closed";
    else if (key === "tab") state.tab = word(key, value, known.tabs);
    else if (key === "background") state.tiles = word(key, value, known.tiles);
    else if (key !== "open") leaveOut(key, "unknown_key");
    else if (atlas.byId(value)) state.selected = value;
    else leaveOut(`${key}: ${value}`, "unknown_value");
  }

  for (const part of all.slice(0, MOST_PARTS)) {
    const cut = part.indexOf("=");
    const key = cut < 0 ? part : part.slice(0, cut);
    if (seen.has(key)) leaveOut(part, "repeated");
    else {
      seen.add(key);
      try {
        take(key, cut < 0 ? "" : decodeURIComponent(part.slice(cut + 1)));
      } catch {
        leaveOut(part, "bad_value");
      }
    }
  }
  if (
    Object.keys(SETS).some((key) => seen.has(key)) ||
    Object.keys(ACCESS).some((key) => seen.has(key)) ||
    seen.has("q")
  ) {
    state.filters = filters;
  }
  for (const key of Object.keys(state) as (keyof LinkState)[]) if (state[key] === undefined) delete state[key];
  return { state, ignored };
}

/** The address of the page itself. */
export const pageAddress = (): string => location.href.split("#")[0]!;

/** The address of the page in a state. */
export const addressOf = (state: Partial<LinkState>): string => pageAddress() + writeLink(state);

/** Whether the page was asked to be small: `?embed`, which survives where a frame's `#` does not, or `#embed`. */
export const embedAsked = (search: string, hash = ""): boolean =>
  [search, hash].some((text) => /[?&#]embed(?!=0)(=|&|$)/.test(text));

/** What was left out of a link, in words; an empty text if nothing was. */
export function ignoredText(t: Translate, ignored: readonly Ignored[]): string {
  if (!ignored.length) return "";
  const listed = ignored.slice(0, 3).map(({ what, why }) => t(`link.ignored.${why}`, { what }));
  if (ignored.length > 3) listed.push(t("link.ignored.more", { n: t.number(ignored.length - 3) }));
  return t("link.ignored", { list: listed.join("; ") });
}
