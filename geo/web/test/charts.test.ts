import assert from "node:assert/strict";
import test from "node:test";
import { translator } from "../src/atlas/i18n";
import type { Observation } from "../src/atlas/types";
import { describe, figure } from "../src/charts/chart";
import { panels, period, valueTicks, yearTicks } from "../src/charts/series";

const row = (
  period: string,
  value: number,
  reporter: string,
  basis: Observation["basis"] = "reported",
  unit = "USD bn",
): Observation => ({
  indicator: "bilateral-trade-series",
  period,
  value,
  unit,
  reporter,
  basis,
});
const UZ = "Uzbekistan statistics";
const KZ = "Kazakhstan government";
const trade: Observation[] = [
  row("2030", 10, "Joint target", "target"),
  row("2020", 3, UZ),
  row("2021", 3.9, UZ, "derived"),
  row("2022", 4.6, UZ),
  row("2023", 4.4, UZ, "derived"),
  row("2024", 4.2, UZ),
  row("2024", 4.46, UZ, "derived"),
  row("2025", 4.97, UZ),
  row("2021", 4.3, KZ),
  row("2023", 4.5, KZ, "approximate"),
  row("2025-01-01/2025-11-14", 3.4, KZ),
  row("2024-08-07", 34, KZ, "reported", "projects"),
  { ...row("2024", 9, "x"), indicator: "other" },
  row("soon", 9, UZ),
  row("2024", Number.NaN, UZ),
];
const [usd, projects] = panels(trade, "bilateral-trade-series");

test("a period is where it lies and how long it is", () => {
  assert.deepEqual(period("2024"), { x: 2024.5, from: 2024, to: 2025 });
  const nineMonths = period("2025-01/2025-09")!;
  assert.ok(nineMonths.from === 2025 && Math.abs(nineMonths.to - 2025.747) < 0.003);
  assert.equal(period("soon"), null);
});

test("reporters, units and targets are kept apart", () => {
  assert.deepEqual([usd!.unit, projects!.unit], ["USD bn", "projects"]);
  assert.deepEqual(
    usd!.series.map(({ reporter, points }) => [reporter, points.length]),
    [
      [UZ, 7],
      [KZ, 3],
    ],
  );
  assert.deepEqual(
    usd!.targets.map(({ observation }) => observation.value),
    [10],
  );
  assert.deepEqual([usd!.years, usd!.max], [[2020, 2030], 10]);
  assert.deepEqual(panels(trade, "nothing"), []);
});

test("a line joins neighbouring years only, and a reported value rather than a derived one", () => {
  const values = (series: number) =>
    usd!.series[series]!.runs.map((run) => run.map(({ observation }) => observation.value));
  assert.deepEqual(values(0), [[3, 3.9, 4.6, 4.4, 4.2, 4.97]]);
  assert.deepEqual(values(1), [], "2021 and 2023 are no neighbours, eleven months are no year");
});

test("a sum of some months between two years does not part the line of the years", () => {
  const months = [row("2024-01/2024-08", 2.6, UZ), row("2024-01/2024-11", 3.8, UZ, "at_least")];
  const [panel] = panels([...trade, ...months], "bilateral-trade-series");
  const { runs } = panel!.series.find(({ reporter }) => reporter === UZ)!;
  assert.deepEqual(
    runs.map((run) => run.map(({ observation }) => observation.value)),
    [[3, 3.9, 4.6, 4.4, 4.2, 4.97]],
  );
});

test("ticks are round and reach from the least value to the largest, with zero among them", () => {
  assert.deepEqual(valueTicks(4, 10), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(valueTicks(1.2, 4.97), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(valueTicks(0.3, 1.4), [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4]);
  assert.equal(valueTicks(0, 11_400_000).at(-1), 12_000_000);
  assert.deepEqual(valueTicks(-8, 5), [-8, -6, -4, -2, 0, 2, 4, 6]);
  assert.deepEqual(valueTicks(-8, -3), [-8, -6, -4, -2, 0]);
  for (const bad of [0, Number.NaN, Number.POSITIVE_INFINITY]) assert.deepEqual(valueTicks(bad, bad), [0, 1]);
});

test("years are labelled as far as they fit", () => {
  assert.deepEqual(yearTicks([2020, 2030]), [2020, 2022, 2024, 2026, 2028, 2030]);
  assert.deepEqual(yearTicks([2024, 2024]), [2024]);
});

/** As much of a document as the builders touch; markup is impossible in it. */
class Fake {
  readonly attributes = new Map<string, string>();
  readonly children: (Fake | string)[] = [];
  constructor(readonly tag: string) {}
  setAttribute(name: string, value: string) {
    this.attributes.set(name, value);
  }
  append(child: Fake | string) {
    this.children.push(child);
  }
  all(tag: string): Fake[] {
    const own = this.children.flatMap((child) => (typeof child === "string" ? [] : [child, ...child.all("*")]));
    return own.filter((child) => tag === "*" || child.tag === tag);
  }
  get text(): string {
    return this.children.map((child) => (typeof child === "string" ? child : child.text)).join("");
  }
}
const messages = {
  en: {
    "basis.reported": "reported",
    "basis.derived": "derived",
    "basis.target": "target",
    "basis.approximate": "approximate",
    "date.year": "{year}",
    "chart.describe": "{reporter}: {n} values, {from} to {to}, last {last}.",
    "chart.describe_one": "{reporter}: {value} in {period}.",
    "chart.describe_target": "Target: {value} for {period}.",
    "unit.usd_bn": "US$ billion",
  },
};
const t = translator(messages, "en");

test("the drawing says in words what it shows, tells series apart without colour, and has its table", () => {
  Object.assign(globalThis, {
    document: {
      createElement: (tag: string) => new Fake(tag),
      createElementNS: (_: string, tag: string) => new Fake(tag),
    },
  });
  const made = figure(usd!, t, "Bilateral trade") as unknown as Fake;
  const svg = made.all("svg")[0]!;
  const [title, desc] = svg.children as [Fake, Fake];
  assert.deepEqual([title.tag, title.text, desc.tag], ["title", "Bilateral trade, US$ billion", "desc"]);
  assert.match(desc.text, /Uzbekistan statistics: 7 values, 2020 to 2025, last 4.97 US\$ billion/);
  assert.match(desc.text, /Target: 10 US\$ billion for 2030/);
  assert.equal(svg.attributes.get("aria-labelledby"), title.attributes.get("id"));
  const marks = svg.all("g").filter((g) => g.attributes.has("transform"));
  assert.equal(marks.length, 11);
  const shapes = (name: string) =>
    new Set(marks.filter((g) => g.attributes.get("class") === name).map((g) => g.all("path")[0]!.attributes.get("d")));
  assert.equal(new Set(["series series-0", "series series-1", "target"].flatMap((name) => [...shapes(name)])).size, 3);
  assert.equal(made.all("tbody")[0]!.all("tr").length, 11);
  assert.equal(made.all("li").length, 4);
  for (const element of made.all("*")) assert.ok(!element.attributes.has("style"));
});

test("values below zero are drawn below a line at zero, each at its own height", () => {
  const [panel] = panels(
    [5, -3, -8, 2].map((value, i) => row(String(2020 + i), value, UZ)),
    "bilateral-trade-series",
  );
  const svg = (figure(panel!, t, "Balance") as unknown as Fake).all("svg")[0]!;
  const heights = svg
    .all("g")
    .filter((g) => g.attributes.has("transform"))
    .map((g) => Number(/ ([\d.]+)\)/.exec(g.attributes.get("transform")!)![1]));
  const lines = svg.all("line").map((line) => [line.attributes.get("y1"), line.attributes.get("stroke-opacity")]);
  const [zero, ...others] = lines.filter(([, opacity]) => opacity !== "0.2").map(([y]) => Number(y));
  assert.deepEqual(others, []);
  const [five, minusThree, minusEight, two] = heights as [number, number, number, number];
  // Down the drawing y grows.
  assert.ok(five < two && two < zero! && zero! < minusThree && minusThree < minusEight);
  assert.ok(Math.abs((minusEight - zero!) / (zero! - five) - 8 / 5) < 0.02);
});

test("hostile text in the data stays text", () => {
  const evil = "<img src=x onerror=alert(1)>";
  const [panel] = panels(
    [{ ...row("2024", 1, evil), note: evil, unit: evil, source: { id: "x", title: evil, url: "javascript:alert(1)" } }],
    "bilateral-trade-series",
  );
  const made = figure(panel!, t, evil) as unknown as Fake;
  assert.equal(made.all("img").length, 0);
  assert.equal(made.all("a").length, 0);
  assert.ok(made.text.includes(evil));
  assert.match(describe(t, panel!), /onerror/);
});

test("one value, one year, and values of nothing are drawn too", () => {
  const one = panels([row("2024", 0, UZ)], "bilateral-trade-series")[0]!;
  const points = (figure(one, t, "x") as unknown as Fake).all("g").map((g) => g.attributes.get("transform") ?? "");
  assert.ok(points.every((text) => !/NaN|Infinity/.test(text)));
});
