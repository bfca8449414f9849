// What is shown, saved as a file.
import type { Context } from "../ask/context";
import { fileName, toCsv, toGeoJson } from "../atlas/exporters";
import { h } from "../parts/dom";
import { pageTitle } from "../parts/text";

export type Format = "geojson" | "csv";
const TYPES: Record<Format, string> = { geojson: "application/geo+json", csv: "text/csv;charset=utf-8" };

export function save(context: Context, format: Format): void {
  const { atlas, store } = context;
  const shown = store.shown();
  const text = format === "csv" ? toCsv(atlas, shown) : toGeoJson(atlas, shown, pageTitle(context));
  saveFile(new Blob([text], { type: TYPES[format] }), fileName(atlas, format));
}

export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const anchor = h("a", { download: name });
  anchor.href = address;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // Some browsers read the file only after the click has long returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
