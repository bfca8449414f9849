// Observations to what a chart draws. Reporters are never mixed, units never share an axis, targets are not values,
// and a line joins only neighbouring periods of one length: a nine-month sum is no year.
import { nice, ticks } from "d3-array";
import { span } from "../atlas/history";
import type { Edtf, Observation } from "../atlas/types";

export interface Point {
  readonly observation: Observation;
  /** Middle, begin and end of the period, in years: 2024.5 is the middle of 2024. */
  readonly x: number;
  readonly from: number;
  readonly to: number;
}
export interface Series {
  readonly reporter: string;
  readonly points: readonly Point[];
  /** Runs of two or more points that a line may join. */
  readonly runs: readonly (readonly Point[])[];
  /** Whether it is one of the few that the chart is about; the others are drawn as dots. */
  readonly isStrong: boolean;
}
/** One set of axes: all series of one indicator in one unit. */
export interface Panel {
  readonly indicator: string;
  readonly unit: string;
  readonly series: readonly Series[];
  readonly targets: readonly Point[];
  /** First and last year shown. */
  readonly years: readonly [number, number];
  readonly min: number;
  readonly max: number;
}

const DAY = 1 / 365.25;

/** A sortable day, 20240701, as a fraction of years: 2024.5. */
function yearOf(day: number): number {
  const [year, month, date] = [Math.floor(day / 10000), Math.floor(day / 100) % 100, day % 100];
  const start = Date.UTC(year, 0, 1);
  return year + (Date.UTC(year, month - 1, date) - start) / (Date.UTC(year + 1, 0, 1) - start);
}

/** Where a period lies on the axis; its end is the end of its last day. */
export function period(edtf: Edtf): Pick<Point, "x" | "from" | "to"> | null {
  const days = span(edtf);
  if (!days) return null;
  const from = yearOf(days.from);
  const year = Math.floor(days.to / 10000);
  const to = days.to % 10000 === 1231 ? year + 1 : yearOf(days.to) + DAY;
  return { x: (from + to) / 2, from, to };
}

/** The one point that stands for its period in the line: the only one, or the only reported one. */
function forLine(points: readonly Point[]): Point | null {
  const reported = points.filter(({ observation }) => observation.basis === "reported");
  return points.length === 1 ? points[0]! : reported.length === 1 ? reported[0]! : null;
}

/** Whether a period begins where another ends, and is as long. */
const joins = (last: Point, point: Point): boolean =>
  Math.abs(last.to - point.from) < 2 * DAY && Math.abs(last.to - last.from - (point.to - point.from)) < 4 * DAY;

function runs(points: readonly Point[]): Point[][] {
  const byPeriod = new Map<string, Point[]>();
  for (const point of points) {
    const list = byPeriod.get(point.observation.period);
    if (list) list.push(point);
    else byPeriod.set(point.observation.period, [point]);
  }
  const found: Point[][] = [];
  for (const candidates of byPeriod.values()) {
    const point = forLine(candidates);
    if (!point) continue;
    // A sum of some months that lies between two years does not part them.
    const run = found.find((one) => joins(one.at(-1)!, point));
    if (run) run.push(point);
    else found.push([point]);
  }
  return found.filter((run) => run.length > 1);
}

/** How many series may be drawn strongly: where there are more, the eye finds none. */
const MOST_STRONG = 2;
/** What the data call the offices that count for a state. */
const OFFICE = /\bstatistics$/i;
const joined = ({ runs }: Omit<Series, "isStrong">): number => runs.reduce((sum, run) => sum + run.length, 0);

/** Statistics offices before others, then those with most values that a line joins; of a few series all are strong. */
function strongFirst(series: readonly Omit<Series, "isStrong">[]): Series[] {
  const office = ({ reporter, runs }: Omit<Series, "isStrong">) => Number(runs.length > 0 && OFFICE.test(reporter));
  const order = [...series].sort(
    (a, b) =>
      office(b) - office(a) ||
      joined(b) - joined(a) ||
      b.points.length - a.points.length ||
      (a.reporter < b.reporter ? -1 : 1),
  );
  return order.map((one, i) => ({ ...one, isStrong: i < MOST_STRONG }));
}

/** The charts of an indicator, one per unit, the unit with most values first. */
export function panels(observations: readonly Observation[], indicator: string): Panel[] {
  const byUnit = new Map<string, Point[]>();
  for (const observation of observations) {
    if (observation.indicator !== indicator || !Number.isFinite(observation.value)) continue;
    const when = period(observation.period);
    if (!when) continue;
    const list = byUnit.get(observation.unit) ?? [];
    byUnit.set(observation.unit, list);
    list.push({ observation, ...when });
  }
  return [...byUnit].map(([unit, points]) => panel(indicator, unit, points)).sort((a, b) => size(b) - size(a));
}

const size = ({ series, targets }: Panel): number =>
  targets.length + series.reduce((sum, { points }) => sum + points.length, 0);

function panel(indicator: string, unit: string, points: Point[]): Panel {
  points.sort((a, b) => a.x - b.x || a.to - b.to);
  const byReporter = new Map<string, Point[]>();
  const targets: Point[] = [];
  for (const point of points) {
    if (point.observation.basis === "target") {
      targets.push(point);
      continue;
    }
    const { reporter } = point.observation;
    const list = byReporter.get(reporter);
    if (list) list.push(point);
    else byReporter.set(reporter, [point]);
  }
  const series = strongFirst([...byReporter].map(([reporter, own]) => ({ reporter, points: own, runs: runs(own) })));
  return {
    indicator,
    unit,
    series,
    targets,
    years: [
      Math.floor(Math.min(...points.map(({ from }) => from))),
      Math.ceil(Math.max(...points.map(({ to }) => to)) - DAY) - 1,
    ],
    min: Math.min(...points.map(({ observation }) => observation.value)),
    max: Math.max(...points.map(({ observation }) => observation.value)),
  };
}

/** Round numbers, about `about` of them, from at most `min` to at least `max`, and 0 among them. */
export function valueTicks(min: number, max: number, about = 5): number[] {
  const [low, high] = [Math.min(0, min), Math.max(0, max)];
  if (low === high || !Number.isFinite(high - low)) return [0, 1];
  return ticks(...nice(low, high, about), about);
}

/** Years to label: all if they fit, else every second, fifth or tenth. */
export function yearTicks([first, last]: readonly [number, number], most = 8): number[] {
  const step = [1, 2, 5, 10, 20, 50].find((years) => (last - first) / years < most) ?? 100;
  const start = Math.ceil(first / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((last - start) / step) + 1) }, (_, i) => start + i * step);
}
