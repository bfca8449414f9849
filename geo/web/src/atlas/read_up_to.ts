// Up to when the sources had been read: never one date for things that were read at different times.
import { date } from "./format";
import type { Translate } from "./i18n";
import type { Atlas } from "./types";

/** "Most sources read up to March 2026", in a strip shorter, with the oldest and newest date if long; empty if unknown. */
export function readText(t: Translate, { read }: Pick<Atlas, "read">, room: "strip" | "short" | "long"): string {
  if (!read) return "";
  const [oldest, median, newest] = read.map((day) => date(t, day)) as [string, string, string];
  if (room === "strip") return t("read.strip", { date: median });
  if (oldest === newest) return t("card.checked", { date: newest });
  return room === "short" ? t("read.most", { date: median }) : t("read.range", { oldest, median, newest });
}
