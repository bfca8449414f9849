// Forms whose order is part of the form: geo: addresses, WKT, GeoJSON, ISO 6709.
import { inDegrees, packed } from "./halves";
import { type Candidate, marked, Refused } from "./reading";

const IS_NUMBER = /^[-+]?\d{1,12}(?:\.\d{1,20})?$/;
const WKT = /^(?:SRID=(\d{1,6});)?\s?POINT\s?(?:Z|M|ZM)?\s?\(([^()]{3,120})\)$/i;
const TYPE = /"type"\s?:\s?"(\w{1,20})"/g;
const COORDINATES = /"coordinates"\s?:\s?\[([^[\]]{3,120})\]/g;
const ISO =
  /^([-+])(\d{2}|\d{4}|\d{6})(\.\d{1,9})?([-+])(\d{3}|\d{5}|\d{7})(\.\d{1,9})?(?:[-+]\d{1,6}(?:\.\d{1,6})?)?(?:CRS\w{1,20})?\/?$/;
const GEO_QUERY = /[?&]q=([^&(]{3,80})/;
const WGS84 = "4326";

/** The numbers of a text that is nothing but numbers parted by these characters; else none. */
export function numbers(text: string, separators: string): number[] {
  let even = text;
  for (const separator of separators) even = even.replaceAll(separator, separators[0]!);
  const parts = even.split(separators[0]!).filter(Boolean);
  return parts.every((part) => IS_NUMBER.test(part)) ? parts.map(Number) : [];
}

/** `geo:41.0573,68.9912;u=35` (RFC 5870), and `geo:0,0?q=41.0573,68.9912(Name)` as phones write it. */
export function geoUri(text: string): Candidate | null {
  if (!text.toLowerCase().startsWith("geo:")) return null;
  const [place] = text.slice(4).split("?", 1) as [string];
  const [position, ...parameters] = place.toLowerCase().split(";") as [string, ...string[]];
  const crs = parameters.find((parameter) => parameter.startsWith("crs=") && parameter !== "crs=wgs84");
  if (crs) throw new Refused("crs", { crs: crs.slice(4) });
  const query = GEO_QUERY.exec(`?${text.slice(4 + place.length + 1)}`);
  const asked = query ? numbers(query[1]!, ", +") : [];
  const found = asked.length === 2 ? asked : numbers(position, ",");
  if (found.length !== 2 && found.length !== 3) throw new Refused("not_two_numbers");
  return marked(found[0]!, found[1]!, "geo_uri");
}

/** `POINT(68.9912 41.0573)`, `SRID=4326;POINT Z (…)`: longitude first. */
export function wkt(text: string): Candidate | null {
  const match = WKT.exec(text);
  if (!match) return null;
  if (match[1] && match[1] !== WGS84) throw new Refused("elsewhere", { form: `EPSG:${match[1]}` });
  return longitudeFirst(numbers(match[2]!.trim(), " \t"));
}

/** A GeoJSON point, or a feature with one: longitude first. */
export function geojson(text: string): Candidate | null {
  if (!text.startsWith("{") || !text.includes('"coordinates"')) return null;
  const found = [...text.matchAll(COORDINATES)];
  const isPoint = [...text.matchAll(TYPE)].some(([, type]) => type === "Point");
  if (found.length !== 1 || !isPoint) throw new Refused("not_two_numbers");
  return longitudeFirst(numbers(found[0]![1]!, ", \t"));
}

function longitudeFirst(found: readonly number[]): Candidate {
  if (found.length < 2 || found.length > 4) throw new Refused("not_two_numbers");
  return marked(found[1]!, found[0]!, "longitude_first_form");
}

/** `+41.0573+068.9912/`, `+410326+0685928/`: two figures of latitude, three of longitude, then minutes, seconds. */
export function iso6709(text: string): Candidate | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const half = (sign: string, figures: string, fraction = "", degrees = 2) => {
    const size = inDegrees(packed(figures, fraction.slice(1), degrees));
    return sign === "-" ? -size : size;
  };
  return marked(half(match[1]!, match[2]!, match[3]), half(match[4]!, match[5]!, match[6], 3), "iso6709");
}
