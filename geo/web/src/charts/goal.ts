// How far the newest value is from what was promised: counted from the data, and only where both are of one kind.
import { period } from "../atlas/format";
import type { Translate } from "../atlas/i18n";
import type { Panel, Point } from "./series";
import { amountText } from "./table";

export interface Goal {
  readonly latest: Point;
  readonly target: Point;
  /** The value as a share of the target. */
  readonly share: number;
}

const length = ({ from, to }: Point): number => to - from;
/** Months and years are of different lengths; a hundredth of a year is four days. */
const alike = (a: Point, b: Point): boolean => Math.abs(length(a) - length(b)) < 0.02;

/** The last target ahead, and the last reported value of the first series drawn strongly for a period as long. */
export function goalOf({ series, targets }: Panel): Goal | null {
  const target = targets.at(-1);
  const reported = series[0]?.isStrong
    ? series[0].points.filter((point) => point.observation.basis === "reported")
    : [];
  const latest = target && reported.findLast((point) => alike(point, target));
  if (!target || !latest || target.x <= latest.x || !(target.observation.value > 0)) return null;
  return { latest, target, share: latest.observation.value / target.observation.value };
}

/** "4.97 US$ billion in 2025 (Uzbekistan statistics): 50% of the 10 US$ billion set for 2030"; empty without a goal. */
export function goalText(t: Translate, panel: Panel): string {
  const goal = goalOf(panel);
  if (!goal) return "";
  const [now, then] = [goal.latest.observation, goal.target.observation];
  return t("chart.goal", {
    value: amountText(t, now.value, panel.unit),
    period: period(t, now.period),
    reporter: t.phrase(now.reporter).text,
    share: t.number(Math.round(goal.share * 100)),
    target: amountText(t, then.value, panel.unit),
    year: period(t, then.period),
  });
}
