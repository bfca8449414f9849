// What the page's charts draw of observations, asked from Python: the observations by indicator as JSON on stdin, for each
// indicator its panels, the goal of each and the ticks of their axes on stdout.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { build } from "../geo/web/node_modules/esbuild/lib/main.js";

const folder = await mkdtemp(join(tmpdir(), "charts-"));
const source = join(import.meta.dirname, "../geo/web/src/charts");
const contents = 'export * from "./series"; export { goalOf } from "./goal";';
const outfile = join(folder, "charts.mjs");
await build({ stdin: { contents, resolveDir: source }, bundle: true, format: "esm", outfile, logLevel: "error" });
const { panels, goalOf, valueTicks, yearTicks } = await import(pathToFileURL(outfile));
const short = ({ observation, x }) => [observation.period, observation.reporter, observation.value, Math.round(x * 1e4)];
const told = (panel) => ({
  unit: panel.unit,
  years: panel.years,
  series: panel.series.map(({ reporter, points, runs, isStrong }) => [
    reporter,
    points.map(short),
    runs.map((run) => run.map(short)),
    isStrong,
  ]),
  targets: panel.targets.map(short),
  goal: goalOf(panel)?.share ?? null,
  ticks: [valueTicks(panel.min, panel.max), yearTicks(panel.years)],
});
const observations = JSON.parse(await text(process.stdin));
const ids = [...new Set(observations.map(({ indicator }) => indicator))];
process.stdout.write(JSON.stringify(Object.fromEntries(ids.map((id) => [id, panels(observations, id).map(told)]))));
await rm(folder, { recursive: true });
