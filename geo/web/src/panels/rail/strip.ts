// The strip diagram of a planned railway: its variants on one scale, stops by distance along the way. Lengths that
// sources publish and lengths computed here stand side by side and are never mixed.
import { distanceKm, footOn, pathKm } from "../../atlas/geodesy";
import type { Atlas, Feature, Position, RailOption, Texts } from "../../atlas/types";
import { CORRIDOR_LINE } from "../../atlas/vocabulary";

export interface Stop {
  readonly id: string;
  /** Null when the atlas has no such station. */
  readonly feature: Feature | null;
  /** Computed distance from the first stop along the way, km; null where nothing is drawn to measure along. */
  readonly km: number | null;
  /** Place on the strip: 0 is the first stop, 1 the end of the longest variant. */
  readonly at: number;
  /** A place the way passes because tracks meet there, not a stop of the project. */
  readonly junction: boolean;
  /** Passed before: the train turns back here. */
  readonly again: boolean;
}
export interface Variant {
  readonly id: string;
  readonly label: Texts;
  readonly preferred: boolean;
  /** `project`: along the drawing of the project; `track`: along the lines in service. */
  readonly along: "project" | "track";
  readonly stops: readonly Stop[];
  /** Computed from the drawing; a schematic drawing makes it a rough one. */
  readonly computedKm: number | null;
  readonly published: Pick<
    RailOption,
    "length_km" | "length_scope" | "max_speed_kmh" | "travel_time_min" | "cost_kzt" | "later_cost_kzt" | "cost_usd"
  >;
  /** Published length by published time: what the timetable would come to, km/h. */
  readonly averageKmh: number | null;
}
export interface Strip {
  readonly line: Feature;
  readonly variants: readonly Variant[];
  /** Length of the scale, km. */
  readonly scaleKm: number;
  /** Where the project's drawing crosses the border, km from the first stop; null if not computed. */
  readonly borderKm: number | null;
}

interface Mark {
  readonly id: string;
  readonly km: number | null;
  readonly junction: boolean;
}

const path = (feature: Feature): readonly Position[] => feature.line?.flat() ?? [];
const position = (atlas: Atlas, id: string): Position | null => atlas.byId(id)?.position ?? null;

/** Distances of stops along a path, counted from the first of them. */
function chainage(atlas: Atlas, along: readonly Position[], ids: readonly string[]): (number | null)[] {
  const feet = ids.map((id) => {
    const place = position(atlas, id);
    return place ? (footOn(along, place)?.alongKm ?? null) : null;
  });
  const start = feet.find((km) => km !== null) ?? 0;
  const sign = (feet.findLast((km) => km !== null) ?? 0) < start ? -1 : 1;
  return feet.map((km) => (km === null ? null : sign * (km - start)));
}

interface Edge {
  readonly to: string;
  readonly km: number;
  readonly line: string;
}

/** Lines in service as a graph: stations joined by the track between them. */
function tracks(atlas: Atlas): Map<string, Edge[]> {
  const edges = new Map<string, Edge[]>();
  const add = (from: string, edge: Edge) => {
    const list = edges.get(from);
    if (list) list.push(edge);
    else edges.set(from, [edge]);
  };
  for (const feature of atlas.features) {
    if (feature.kind !== "rail" || feature.get("line_kind") !== "track" || !feature.line) continue;
    const ids = feature.list("stops").filter((id) => position(atlas, id));
    const km = chainage(atlas, path(feature), ids);
    for (let i = 1; i < ids.length; i++) {
      const [from, to] = [ids[i - 1]!, ids[i]!];
      const length = Math.abs(km[i]! - km[i - 1]!);
      add(from, { to, km: length, line: feature.id });
      add(to, { to: from, km: length, line: feature.id });
    }
  }
  return edges;
}

/** The shortest way over the tracks (Dijkstra): stations passed, with where the line changes. */
function way(edges: ReadonlyMap<string, readonly Edge[]>, from: string, to: string): Edge[] | null {
  const reached = new Map<string, { km: number; by: Edge[] }>([[from, { km: 0, by: [] }]]);
  const open = new Set([from]);
  while (open.size) {
    const next = [...open].reduce((a, b) => (reached.get(b)!.km < reached.get(a)!.km ? b : a));
    const here = reached.get(next)!;
    if (next === to) return here.by;
    open.delete(next);
    for (const edge of edges.get(next) ?? []) {
      const km = here.km + edge.km;
      if (km >= (reached.get(edge.to)?.km ?? Number.POSITIVE_INFINITY)) continue;
      reached.set(edge.to, { km, by: [...here.by, edge] });
      open.add(edge.to);
    }
  }
  return null;
}

/** The project's stops over the lines in service, with the junctions between; null if the lines do not join. */
function overTracks(atlas: Atlas, ids: readonly string[]): Mark[] | null {
  const edges = tracks(atlas);
  const marks: Mark[] = [{ id: ids[0]!, km: 0, junction: false }];
  let km = 0;
  let line: string | null = null;
  for (let i = 1; i < ids.length; i++) {
    const legs = way(edges, ids[i - 1]!, ids[i]!);
    if (!legs) return null;
    for (const [j, edge] of legs.entries()) {
      if (j && line !== edge.line) marks.push({ id: legs[j - 1]!.to, km, junction: true });
      line = edge.line;
      km += edge.km;
    }
    marks.push({ id: ids[i]!, km, junction: false });
  }
  return marks;
}

function alongProject(atlas: Atlas, line: Feature, ids: readonly string[]): Mark[] {
  const km = chainage(atlas, path(line), ids);
  return ids.map((id, i) => ({ id, km: km[i]!, junction: false }));
}

/** Stops on the strip; one whose distance is not known stands between its neighbours. */
function place(atlas: Atlas, marks: readonly Mark[], scaleKm: number): Stop[] {
  const seen = new Set<string>();
  return marks.map(({ id, km, junction }, i) => {
    const again = seen.has(id);
    seen.add(id);
    const at = km === null || !scaleKm ? i / Math.max(1, marks.length - 1) : km / scaleKm;
    return { id, feature: atlas.byId(id) ?? null, km, at: Math.min(1, Math.max(0, at)), junction, again };
  });
}

const lastKm = (marks: readonly Mark[]): number | null => marks.findLast(({ km }) => km !== null)?.km ?? null;

/** The layout of the strip, or null when the atlas has no such line. */
export function strip(atlas: Atlas, id = CORRIDOR_LINE): Strip | null {
  const line = atlas.byId(id);
  if (!line) return null;
  const listed = line.list("stops");
  const ids = listed.length > 1 ? listed : [];
  const drawn = ids.length ? alongProject(atlas, line, ids) : [];
  const existing = ids.length ? overTracks(atlas, ids) : null;
  const options = line.options.length ? line.options : [{ id: "project", label: {}, length_km: line.get("length_km") }];
  const chosen = options.map((option: RailOption) => {
    // An upgrade follows the tracks there are; anything else is the new line as drawn.
    const along = option.id === "upgrade" && existing ? ("track" as const) : ("project" as const);
    return { option, along, marks: along === "track" ? existing! : drawn };
  });
  const scaleKm = Math.max(0, ...chosen.map(({ marks }) => lastKm(marks) ?? 0));
  const inKazakhstan = line.get("length_kz_km");
  return {
    line,
    scaleKm,
    borderKm: inKazakhstan !== undefined && inKazakhstan < pathKm(path(line)) ? inKazakhstan : null,
    variants: chosen.map(({ option, along, marks }) => ({
      id: option.id,
      label: option.label,
      preferred: option.preferred === true,
      along,
      stops: place(atlas, marks, scaleKm),
      computedKm: lastKm(marks),
      published: option,
      averageKmh: option.length_km && option.travel_time_min ? (option.length_km / option.travel_time_min) * 60 : null,
    })),
  };
}

/** The stop of a variant nearest to a position: links the map's pointer to the strip. */
export function nearestStop(variant: Variant, [lon, lat]: Position): Stop | null {
  let best: { stop: Stop; km: number } | null = null;
  for (const stop of variant.stops) {
    const place = stop.feature?.position;
    const km = place ? distanceKm(place, [lon, lat]) : Number.POSITIVE_INFINITY;
    if (km < (best?.km ?? Number.POSITIVE_INFINITY)) best = { stop, km };
  }
  return best?.stop ?? null;
}
