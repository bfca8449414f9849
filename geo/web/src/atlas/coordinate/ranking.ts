// Candidates → the reading to take, or the question to ask: what the outlines of the two countries say.
import { inDegrees, packed } from "./halves";
import { isInside } from "./notation";
import { planeRefusal } from "./plane";
import { type Candidate, type Reading, Refused, rounded, unmistakable } from "./reading";

/** Web maps count on when they are turned round the world; more turns than two nobody makes. */
const MOST_TURNS = 2;
/** The likeliest kind of candidate first. */
const KINDS = ["natural", "letter", "turned"];

const liesInside = ({ lon, lat }: Reading): boolean => isInside(lon, lat);
const textOf = ({ lat, lon }: Reading): string => unmistakable(lat, lon);

/** The reading that needs no question. */
export function ranked(found: readonly Candidate[]): Reading {
  const rank = (one: Candidate) => (liesInside(one) ? 0 : KINDS.length) + KINDS.indexOf(one.kind);
  const earthly = found
    .filter(({ lat, lon }) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180)
    .sort((a, b) => rank(a) - rank(b));
  const unique = new Map<string, Candidate>();
  for (const one of earthly) {
    const candidate = { ...one, lat: rounded(one.lat), lon: rounded(one.lon) };
    const place = `${candidate.lat} ${candidate.lon}`;
    if (!unique.has(place)) unique.set(place, candidate);
  }
  return taken([...unique.values()], found);
}

function taken(candidates: readonly Candidate[], found: readonly Candidate[]): Candidate {
  const natural = candidates.filter(({ kind }) => kind === "natural");
  const letters = candidates.filter(({ kind }) => kind === "letter");
  const inside = candidates.filter(liesInside);
  const kinds = inside.map(({ kind }) => kind);
  if (letters.length && !kinds.includes("natural") && (kinds.includes("letter") || !natural.length)) {
    const fitting = letters.some(liesInside) ? letters.filter(liesInside) : letters;
    throw new Refused("letter", { fits: fitting.map(textOf).join(" / ") });
  }
  const [first, second] = inside;
  if (first && kinds.includes("natural")) {
    if (second) throw new Refused("both", { first: textOf(first), second: textOf(second) });
    return first;
  }
  if (first) throw new Refused("swapped", { fits: textOf(first) });
  const [only, another] = natural;
  if (!only) throw offEarth(found, candidates);
  askIfMirrored(only);
  if (another) throw new Refused("both", { first: textOf(only), second: textOf(another) });
  return only;
}

function askIfMirrored({ lon, lat }: Reading): void {
  const mirrored = [
    ["hemisphere", -lon, lat],
    ["hemisphere", lon, -lat],
    ["hemisphere", -lon, -lat],
    ["swapped", lat, lon],
  ] as const;
  for (const [key, east, north] of mirrored) {
    if (isInside(east, north)) throw new Refused(key, { fits: unmistakable(north, east) });
  }
}

function offEarth(found: readonly Candidate[], candidates: readonly Candidate[]): Refused {
  for (const { lon, lat } of found) {
    const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
    const isTurned = Math.abs(lon) > 180 && Math.abs(lon) < 180 + 360 * MOST_TURNS;
    if (isTurned && isInside(wrapped, lat))
      return new Refused("wrapped", { fits: unmistakable(rounded(lat), rounded(wrapped)) });
  }
  for (const one of found.filter(({ kind }) => kind === "natural")) {
    const plane = planeRefusal(...one.figures);
    if (plane) return plane;
    const [lat, lon] = [pointed(one.lat, one.figures[0]), pointed(one.lon, one.figures[1])];
    const [north, east] = [unpacked(one.figures[0]), unpacked(one.figures[1])];
    if (north && east && isInside(east, north)) {
      const [first, second] = [unmistakable(rounded(north), rounded(east)), unmistakable(rounded(lat), rounded(lon))];
      return new Refused("both", { first, second });
    }
    if (isInside(lon, lat)) return new Refused("lost_point", { fits: unmistakable(rounded(lat), rounded(lon)) });
  }
  const [other] = candidates;
  return other ? new Refused("turned_round", { fits: textOf(other) }) : new Refused("not_on_earth");
}

/** Degrees of `411840` or `4118.6`, the marks between its units left out; 0 where it is no such thing. */
function unpacked(figures: string): number {
  const [whole = "", part = ""] = figures.split(".");
  if (whole.length !== 4 && whole.length !== 6) return 0;
  try {
    return inDegrees(packed(whole, part, 2));
  } catch (error) {
    if (error instanceof Refused) return 0;
    throw error;
  }
}

/** A number of degrees whose decimal point was lost: two figures before it, as everywhere in the two countries. */
function pointed(degrees: number, figures: string): number {
  const digits = figures.replace(".", "");
  return Math.abs(degrees) > 90 && digits.length > 2 ? Number(`${digits.slice(0, 2)}.${digits.slice(2)}`) : degrees;
}
