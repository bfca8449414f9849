// Addresses of map sites: where a reader pointed, or looked. Nothing is fetched.

import type { Site } from "../types";
import { numbers } from "./forms";
import { candidates } from "./grammar";
import { shortened, sites } from "./notation";
import { type Candidate, marked, Refused } from "./reading";
import { tokens } from "./tokens";

const ESCAPE = /%([2-7][0-9A-Fa-f])/g;
const ADDRESS = /^(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,10})(?::\d{1,5})?([/?#].*)$/i;
/** What any site may call the two numbers. */
const NAMES = [
  ["lat", "lon"],
  ["lat", "lng"],
  ["mlat", "mlon"],
  ["latitude", "longitude"],
] as const;
/** The place of a Google link stands in its `data`: !3d latitude !4d longitude. */
const DATA = /!3d(-?\d{1,3}(?:\.\d{1,20})?)!4d(-?\d{1,3}(?:\.\d{1,20})?)(?![\d.])/g;

/** What an encyclopedia's page links to: params=41_18_40_N_69_16_47_E, with kinds of things behind it. */
const PARAMS = /[?&]params=([\d._]+[NS]_[\d._]+[EW])(?![^_&])/;

type Pair = readonly [lat: number, lon: number];

/** The position an address holds; null where the text holds no address. */
export function link(text: string): Candidate | Candidate[] | null {
  const named = text.split(" ").filter((word) => word.includes("://"));
  const addresses = named.length ? named : [text];
  const match = addresses.length === 1 ? ADDRESS.exec(addresses[0]!) : null;
  if (!match) {
    if (text.includes("://")) throw new Refused("link");
    return null;
  }
  const host = match[1]!.toLowerCase();
  const rest = match[2]!.replace(ESCAPE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const address = `${host}${rest}`.replace(/^www\./, "");
  if (host.endsWith("goo.gl") || shortened().some((short) => address.startsWith(short)))
    throw new Refused("link_short");
  const params = PARAMS.exec(rest);
  if (params) return candidates(tokens(params[1]!.replaceAll("_", " ")));
  const site = sites().find(([name]) => `${host}.`.includes(name))?.[1];
  const [places, views] = pairsOf(rest, site);
  const found = new Map((places.length ? places : views).map((pair) => [pair.join(), pair]));
  if (found.size !== 1) throw new Refused(found.size ? "link_several" : "link");
  const [[lat, lon]] = [...found.values()] as [Pair];
  return places.length ? marked(lat, lon, "link") : marked(lat, lon, "link", "view");
}

/** The places an address names, and the middles of a view. */
function pairsOf(rest: string, site: Site | undefined): readonly [Pair[], Pair[]] {
  const data = [...rest.matchAll(DATA)].map(([, lat, lon]): Pair => [Number(lat), Number(lon)]);
  if (data.length) return [data, []];
  const parts = rest.split(/[?&#]/).filter((part) => part.includes("="));
  const query = new Map(
    parts.map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)] as const),
  );
  const named = NAMES.flatMap(([lat, lon]) => inForm(`${query.get(lat)},${query.get(lon)}`, "lat lon"));
  if (named.length) return [named, []];
  const asked = (keys: Readonly<Record<string, string>> = {}) =>
    Object.entries(keys).flatMap(([key, form]) => inForm(query.get(key) ?? "", form));
  const path = rest.split(/[?#]/)[0]!.split("/");
  const places = [...asked(site?.place), ...path.flatMap((part) => (site?.path ? inForm(part, site.path) : []))];
  const middles = path.filter((part) => part.startsWith("@")).flatMap((part) => inForm(part.slice(1), "lat lon"));
  return [places, [...asked(site?.view), ...middles]];
}

/** The pairs a value holds, several parted by ~; what follows the numbers (a zoom, a style) is left out. */
function inForm(value: string, form: string): Pair[] {
  const commas = value.split(",").length - 1;
  if (commas > 1 && value.includes("~")) return value.split("~").flatMap((part) => inForm(part, form));
  const parts = value
    .replace(/^loc:/, "")
    .split(/[,/~; +]/)
    .filter(Boolean);
  const order = form.split(" ");
  const [lat, lon] = [parts[order.indexOf("lat")], parts[order.indexOf("lon")]];
  if (!lat || !lon) return [];
  const found = [...numbers(lat, ","), ...numbers(lon, ",")];
  return found.length === 2 ? [[found[0]!, found[1]!]] : [];
}
