// What the address keeps: #map=7/41.31/69.28&lang=kk&status=planned&open=aktau-port. Short, readable, the same for
// the same state. A link may come from anyone: what is not known here is left out, and said.

import { date } from "../atlas/format";
import type { Translate } from "../atlas/i18n";
import { shown } from "../atlas/languages";
import type { Atlas, Withdrawn } from "../atlas/types";
import { KEYS, type Known, type LinkState, type Reading, type Why } from "./link_keys";

export type { Known, LinkState } from "./link_keys";
/** A part of a link that was left out; `what` is cut short and is text, never markup. */
export interface Ignored {
  readonly what: string;
  readonly why: Why;
  /** A thing that was withdrawn, and says why. */
  readonly gone?: Withdrawn;
}
export interface ReadLink {
  readonly state: Partial<LinkState>;
  readonly ignored: readonly Ignored[];
}

const LONGEST_LINK = 4000;
const MOST_PARTS = 40;

const encode = (text: string): string => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%2F/g, "/");

/** The address part for a state, with its `#`; what is as it always begins is left out. */
export function writeLink(state: Partial<LinkState>): string {
  const parts = [...KEYS].flatMap(([key, { write }]) => {
    const value = write(state);
    return value == null ? [] : [value ? `${key}=${encode(value)}` : key];
  });
  return parts.length ? `#${parts.join("&")}` : "";
}

/** What one part of a link adds to the state. */
function readPart(part: string, seen: Set<string>, reading: Reading): Partial<LinkState> {
  const cut = part.indexOf("=");
  const key = cut < 0 ? part : part.slice(0, cut);
  const known = KEYS.get(key);
  if (seen.has(key)) reading.leaveOut(part, "repeated");
  else if (!known) reading.leaveOut(key, "unknown_key");
  else {
    try {
      return known.read(cut < 0 ? "" : decodeURIComponent(part.slice(cut + 1)), reading, key);
    } catch {
      reading.leaveOut(part, "bad_value");
    } finally {
      seen.add(key);
    }
  }
  return {};
}

/** The state a link asks for, and what of it was not understood. Takes `location.hash`, with or without its `#`. */
export function readLink(hash: string, atlas: Atlas, known: Known = {}): ReadLink {
  const ignored: Ignored[] = [];
  const leaveOut: Reading["leaveOut"] = (what, why, gone) => {
    if (ignored.length < MOST_PARTS) ignored.push({ what: [...what.slice(0, 80)].slice(0, 40).join(""), why, gone });
  };
  const text = hash.replace(/^#/, "");
  if (text.length > LONGEST_LINK) {
    leaveOut(text, "too_long");
    return { state: {}, ignored };
  }
  const parts = text.split("&").filter(Boolean);
  if (parts.length > MOST_PARTS) leaveOut(parts[MOST_PARTS]!, "too_long");
  const seen = new Set<string>();
  let state: Partial<LinkState> = {};
  for (const part of parts.slice(0, MOST_PARTS)) {
    state = { ...state, ...readPart(part, seen, { atlas, known, state, leaveOut }) };
  }
  return { state, ignored };
}

/** What the page opens with: what its address asks for, else what the author of the page around it does. */
export const firstLink = ({ author }: Atlas): string =>
  location.hash.length > 1 ? location.hash : (author.link ?? "");

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
  const told = (texts: Withdrawn["why"]) => shown(texts, t.lang)?.text;
  const listed = ignored.slice(0, 3).map(({ what, why, gone }) =>
    t(`link.ignored.${why}`, {
      what: told(gone?.name) ?? what,
      date: date(t, gone?.date),
      why: told(gone?.why) ?? "",
    }),
  );
  if (ignored.length > 3) listed.push(t("link.ignored.more", { n: t.number(ignored.length - 3) }));
  return t("link.ignored", { list: listed.join("; ") });
}
