// Dates, lengths and money as each language writes them. Month names are in the catalogues, because not every
// browser has Kazakh and Uzbek ones.
import { span } from "./history";
import type { TextKey, Translate } from "./i18n";
import type { Edtf } from "./types";

/** The keys of a month, `01` to `12`, alone and after a day. */
const monthKey = (month: string) => `month.${Number(month)}` as TextKey;
const ofMonthKey = (month: string) => `month_of.${Number(month)}` as TextKey;

/** `2025-11-15` → "15 November 2025"; `a/b` → "between a and b"; what is no date stays as it is. */
export function date(
  t: Translate,
  edtf: Edtf | null | undefined,
  between: "date.between" | "date.range" = "date.between",
): string {
  if (!edtf) return t("date.undated");
  if (!span(edtf)) return edtf;
  const [from, to] = edtf.split("/");
  if (from && to) return t(between, { from: date(t, from), to: date(t, to) });
  const [year, month, day] = edtf.split("-") as [string, string?, string?];
  if (!month) return t("date.year", { year });
  if (!day) return t("date.month", { year, month: t(monthKey(month)) });
  return t(day === "01" ? "date.first" : "date.day", { year, month: t(ofMonthKey(month)), day: Number(day) });
}

/** "as of" a date; what was so at some time between two dates is told by these alone. */
export const asOf = (t: Translate, edtf: Edtf): string =>
  edtf.includes("/") ? date(t, edtf) : t("date.as_of", { date: date(t, edtf) });

/** The period a value covers: `between` would say that it fell somewhere within. */
export const period = (t: Translate, edtf: Edtf): string => date(t, edtf, "date.range");

/** Digits after the point that a length deserves: none above 100, one below. */
const lengthDigits = (n: number): number => (Math.abs(n) < 100 ? 1 : 0);

export const km = (t: Translate, n: number): string => t("number.km", { n: t.number(n, lengthDigits(n)) });

/** Minutes below two hours, then hours and minutes. */
export function minutes(t: Translate, n: number): string {
  if (n < 120) return t("number.minutes", { n: t.number(n) });
  return t("number.hours", { h: t.number(Math.floor(n / 60)), m: String(n % 60).padStart(2, "0") });
}

const billions = (t: Translate, n: number) => ({ n: t.number(n / 1e9, 2) });
const millions = (t: Translate, n: number) => ({ n: t.number(n / 1e6, 1) });

export function usd(t: Translate, n: number): string {
  if (n >= 1e9) return t("money.usd_billion", billions(t, n));
  if (n >= 1e6) return t("money.usd_million", millions(t, n));
  return t("money.usd", { n: t.number(n) });
}
export const kzt = (t: Translate, n: number): string =>
  n >= 1e9 ? t("money.kzt_billion", billions(t, n)) : t("money.kzt_million", millions(t, n));

/** Latitude first, as people read them; as many decimals as the precision is worth. */
export const coordinates = (lon: number, lat: number, decimals: number): string =>
  `${lat.toFixed(decimals)}, ${lon.toFixed(decimals)}`;
