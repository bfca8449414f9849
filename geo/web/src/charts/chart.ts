// A small chart of one panel. Series differ by shape and dash before they differ by colour (class `series-0` …),
// and a target is a hollow star: a promise does not look like a value.

import { chart as look } from "../../../figures/marks.json";
import { period as periodText } from "../atlas/format";
import type { Translate } from "../atlas/i18n";
import type { Edtf } from "../atlas/types";
import { h, s } from "../parts/dom";
import { goalOf, goalText } from "./goal";
import { labelsAt } from "./labels";
import { type Panel, type Point, type Series, valueTicks, yearTicks } from "./series";
import { amountText, dataTable, unitText } from "./table";

const WIDTH = 360;
const HEIGHT = 200;
const MARGIN = { top: 12, right: 12, bottom: 24, left: 44 };
/** Outlines about (0, 0), all of about the same weight: disc, square, diamond, triangle, cross, inverted triangle. */
const { dashes: DASHES, shapes: SHAPES, star: STAR, weak: DOT } = look;

/** In the place of a series' number: it is drawn as dots, and named in the table. */
const WEAK = -1;

const seriesClass = (index: number): string => `series series-${index === WEAK ? "other" : index}`;
const numberOf = ({ isStrong }: Series, index: number): number => (isStrong ? index : WEAK);

const shapeOf = (index: number): string => SHAPES[index % SHAPES.length]!;
const dashOf = (index: number): string | null => DASHES[index % DASHES.length]!;

/** An id that no other chart of the page has. */
let made = 0;

interface Axes {
  x(year: number): number;
  y(value: number): number;
  readonly values: readonly number[];
}

function axes({ years: [first, last], min, max }: Panel): Axes {
  const values = valueTicks(min, max);
  const [bottom, top] = [values[0]!, values.at(-1)!];
  const inner = { width: WIDTH - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const round = (n: number) => Math.round(n * 10) / 10;
  return {
    values,
    x: (year) => round(MARGIN.left + ((year - first) / (last + 1 - first)) * inner.width),
    y: (value) => round(MARGIN.top + ((top - value) / (top - bottom)) * inner.height),
  };
}

/** Which bases a mark must show apart from its neighbours: filled is reported, hollow is anything weaker. */
const hollow = (basis: string): boolean => basis !== "reported";

function mark(t: Translate, { x, y }: Axes, point: Point, index: number | null, unit: string): SVGGElement {
  const { period, value, basis, reporter } = point.observation;
  const isWeak = index === WEAK;
  const text = `${t.phrase(reporter).text}, ${periodText(t, period)}: ${amountText(t, value, unit)} (${t(`basis.${basis}`)})`;
  return s(
    "g",
    {
      class: index === null ? "target" : seriesClass(index),
      transform: `translate(${x(point.x)} ${y(value)})`,
      fill: index === null || hollow(basis) ? "none" : "currentColor",
      stroke: "currentColor",
      "stroke-width": 1.5,
    },
    s("title", {}, text),
    s("path", { d: index === null ? STAR : isWeak ? DOT : shapeOf(index) }),
  );
}

function grid(t: Translate, panel: Panel, { x, y, values }: Axes): SVGGElement {
  const label = { "font-size": 11, fill: "currentColor", stroke: "none" };
  const lines = values.flatMap((value) => [
    s("line", {
      x1: MARGIN.left,
      x2: WIDTH - MARGIN.right,
      y1: y(value),
      y2: y(value),
      // Where there are values on both sides of it, one must see which is which.
      "stroke-opacity": value === 0 && values[0]! < 0 ? 0.7 : 0.2,
    }),
    s("text", { ...label, x: MARGIN.left - 6, y: y(value) + 4, "text-anchor": "end" }, t.number(value, 2)),
  ]);
  const years = yearTicks(panel.years).map((year) =>
    s("text", { ...label, x: x(year + 0.5), y: HEIGHT - 6, "text-anchor": "middle" }, String(year)),
  );
  return s("g", { class: "axes", stroke: "currentColor", "aria-hidden": "true" }, ...lines, ...years);
}

/** A dotted line at the height of the target that the newest value is measured by. */
function goalLine(panel: Panel, { x, y }: Axes): SVGPathElement | null {
  const goal = goalOf(panel);
  return (
    goal &&
    s("path", {
      class: "target",
      d: `M${MARGIN.left} ${y(goal.target.observation.value)}H${x(goal.target.x)}`,
      stroke: "currentColor",
      "stroke-dasharray": "1 4",
      "stroke-linecap": "round",
    })
  );
}

/** The names of the strong series at the ends of their lines, and of the target on its line. */
function names(t: Translate, panel: Panel, { x, y }: Axes): SVGGElement {
  const ends = panel.series.flatMap(({ reporter, points, runs, isStrong }) => {
    const end = runs.at(-1)?.at(-1) ?? points.at(-1)!;
    return isStrong ? [{ text: t.phrase(reporter).text, x: x(end.x), y: y(end.observation.value) }] : [];
  });
  const goal = goalOf(panel)?.target;
  if (goal) {
    const { value, period } = goal.observation;
    const text = `${amountText(t, value, panel.unit)} · ${periodText(t, period)}`;
    ends.push({ text, x: x(goal.x), y: y(value) });
  }
  const marks = panel.series.flatMap(({ points, isStrong }) =>
    (isStrong ? points : []).map((point) => ({ x: x(point.x), y: y(point.observation.value) })),
  );
  const labels = labelsAt(ends, [MARGIN.left, 0, WIDTH, HEIGHT - MARGIN.bottom], marks);
  return s(
    "g",
    { class: "chart-names", "aria-hidden": "true" },
    ...labels.map(({ text, x, y, anchor }) => s("text", { x, y, "text-anchor": anchor }, text)),
  );
}

/** Every series and target in a sentence each. */
export function describe(t: Translate, panel: Panel): string {
  const edge = (period: Edtf) => periodText(t, period);
  const amount = (value: number) => amountText(t, value, panel.unit);
  const lines = panel.series.map(({ reporter, points }) => {
    const [first, last] = [points[0]!.observation, points.at(-1)!.observation];
    const value = amount(last.value);
    if (points.length === 1)
      return t("chart.describe_one", { reporter: t.phrase(reporter).text, period: edge(last.period), value });
    return t("chart.describe", {
      reporter: t.phrase(reporter).text,
      n: points.length,
      from: edge(first.period),
      to: edge(last.period),
      first: amount(first.value),
      last: value,
    });
  });
  const targets = panel.targets.map(({ observation: { reporter, period, value } }) =>
    t("chart.describe_target", {
      reporter: t.phrase(reporter).text,
      period: edge(period),
      value: amount(value),
    }),
  );
  return [...lines, ...targets].join(" ");
}

/** The drawing alone; `title` names the indicator. */
export function chart(panel: Panel, t: Translate, title: string): SVGSVGElement {
  const id = `kzuz-chart-${++made}`;
  const scale = axes(panel);
  const lines = panel.series.flatMap(({ runs, isStrong }, index) =>
    (isStrong ? runs : []).map((run) =>
      s("polyline", {
        class: `series series-${index}`,
        points: run.map((point) => `${scale.x(point.x)},${scale.y(point.observation.value)}`).join(" "),
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.75,
        "stroke-dasharray": dashOf(index),
      }),
    ),
  );
  // Periods shorter or longer than a year show how long they are.
  const extents = [...panel.series.map(({ points }) => points), panel.targets].flatMap((points, index) =>
    points
      .filter(({ from, to }) => Math.abs(to - from - 1) > 0.02 && scale.x(to) - scale.x(from) > 12)
      .map(({ from, to, observation }) =>
        s("path", {
          class: index < panel.series.length ? seriesClass(numberOf(panel.series[index]!, index)) : "target",
          d: `M${scale.x(from)} ${scale.y(observation.value)}H${scale.x(to)}`,
          stroke: "currentColor",
          "stroke-opacity": 0.5,
        }),
      ),
  );
  const marks = panel.series
    .flatMap((one, index) => one.points.map((p) => ({ p, number: numberOf(one, index) })))
    .sort((a, b) => Number(b.number === WEAK) - Number(a.number === WEAK)) // what counts lies over what does not
    .map(({ p, number }) => mark(t, scale, p, number, panel.unit));
  const targets = panel.targets.map((point) => mark(t, scale, point, null, panel.unit));
  return s(
    "svg",
    {
      class: "chart",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-labelledby": `${id}-title`,
      "aria-describedby": `${id}-desc`,
    },
    s("title", { id: `${id}-title` }, `${title}, ${unitText(t, panel.unit)}`),
    s("desc", { id: `${id}-desc` }, describe(t, panel)),
    grid(t, panel, scale),
    goalLine(panel, scale),
    ...lines,
    ...extents,
    ...marks,
    ...targets,
    names(t, panel, scale),
  );
}

function swatch(index: number | null): SVGSVGElement {
  return s(
    "svg",
    { viewBox: "-16 -7 32 14", width: 32, height: 14, "aria-hidden": "true" },
    index !== null &&
      index !== WEAK &&
      s("path", { d: "M-15 0H15", stroke: "currentColor", "stroke-width": 1.75, "stroke-dasharray": dashOf(index) }),
    s("path", {
      d: index === null ? STAR : index === WEAK ? DOT : shapeOf(index),
      fill: index === null ? "none" : "currentColor",
      stroke: "currentColor",
      "stroke-width": 1.5,
    }),
  );
}

export function legend(panel: Panel, t: Translate): HTMLUListElement {
  const strong = panel.series.filter(({ isStrong }) => isStrong);
  return h(
    "ul",
    { class: "chart-legend" },
    ...strong.map(({ reporter }, index) =>
      h("li", { class: `series series-${index}` }, swatch(index), h("span", { dir: "auto" }, t.phrase(reporter).text)),
    ),
    panel.series.length > strong.length &&
      h("li", { class: "series series-other" }, swatch(WEAK), h("span", {}, t("chart.others"))),
    panel.targets.length > 0 && h("li", { class: "target" }, swatch(null), t("basis.target")),
    panel.series.some(({ points }) => points.some(({ observation }) => hollow(observation.basis))) &&
      h("li", { class: "chart-hollow" }, t("chart.hollow")),
  );
}

/** Chart, legend and the table behind it. */
export function figure(panel: Panel, t: Translate, title: string): HTMLElement {
  const points = [...panel.series.flatMap(({ points }) => points), ...panel.targets];
  const rows = points.sort((a, b) => a.x - b.x).map(({ observation }) => observation);
  const caption = `${title}, ${unitText(t, panel.unit)}`;
  const goal = goalText(t, panel);
  return h(
    "figure",
    { class: "chart-figure" },
    h("figcaption", {}, caption),
    goal && h("p", { class: "chart-goal" }, goal),
    chart(panel, t, title),
    legend(panel, t),
    h("details", {}, h("summary", {}, t("chart.table")), dataTable(rows, t, caption)),
  );
}
