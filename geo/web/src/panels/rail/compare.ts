// The variants of the planned railway in rows.
import { km, kzt, minutes, usd } from "../../atlas/format";
import type { TextKey, Translate } from "../../atlas/i18n";
import type { Variant } from "./strip";

export interface Row {
  readonly label: string;
  readonly published: boolean;
  /** One a variant; null where nothing is known. */
  readonly cells: readonly (string | null)[];
}

/** The variants beside each other, what sources publish apart from what is computed here. */
export function comparison(t: Translate, variants: readonly Variant[]): Row[] {
  const row = (
    key: TextKey,
    published: boolean,
    cell: (variant: Variant) => string | null | undefined | false,
  ): Row => ({
    label: t(key),
    published,
    cells: variants.map((variant) => cell(variant) || null),
  });
  const speed = (kmh: number) => t("number.kmh", { n: t.number(kmh) });
  const rows = [
    row("card.length", true, ({ published: { length_km: n } }) => n != null && km(t, n)),
    row("card.speed", true, ({ published: { max_speed_kmh: n } }) => n != null && speed(n)),
    row("card.travel_time", true, ({ published: { travel_time_min: n } }) => n != null && minutes(t, n)),
    row("card.cost", true, ({ published: { cost_kzt: n, cost_usd: dollars } }) =>
      [n == null ? "" : kzt(t, n), dollars == null ? "" : usd(t, dollars)].filter(Boolean).join(", "),
    ),
    row("rail.cost_later", true, ({ published: { later_cost_kzt: n } }) => n != null && kzt(t, n)),
    row("rail.length_drawn", false, ({ computedKm: n }) => n != null && km(t, Math.round(n))),
    row("rail.average_speed", false, ({ averageKmh: n }) => n != null && speed(Math.round(n))),
  ];
  return rows.filter(({ cells }) => cells.some((cell) => cell !== null));
}
