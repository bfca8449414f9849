// A variant of the railway as a column: its line with dots, and a label for each stop and for the border.
import type { Context } from "../../ask/context";
import { km } from "../../atlas/format";
import { shown } from "../../atlas/languages";
import { h, s } from "../../parts/dom";
import { openCard, pointing } from "../../parts/row";
import { marked, textElement } from "../../parts/text";
import { type Column, columnOf, distanceText, type Label, notesOf, TOP } from "./data";
import type { Stop, Strip, Variant } from "./strip";

function stopButton({ store, t }: Context, variant: Variant, stop: Stop): HTMLElement {
  const words = t();
  const name = stop.feature?.name(store.get().lang);
  const notes = notesOf(stop).map((key) => words(key));
  return h(
    "button",
    {
      type: "button",
      class: "strip-stop",
      "data-stop": stop.id,
      disabled: !stop.feature,
      title: notes.join("; ") || null,
      on: { click: () => openCard(store, stop.id), ...pointing(store, stop.id) },
    },
    marked(words, name ?? { text: stop.id, lang: words.lang }, "span", { class: "strip-name" }),
    h("span", { class: "strip-km" }, distanceText(words, variant, stop)),
    stop.again ? h("span", { class: "strip-again", "aria-hidden": "true" }, " ↩") : null,
    ...notes.map((note) => h("span", { class: "visually-hidden" }, `, ${note}`)),
  );
}

function mark({ stop, y, top }: Label): SVGElement {
  return s(
    "g",
    { "data-stop": stop?.id ?? null, class: stop ? (stop.junction ? "is-junction" : "") : "is-border" },
    s("path", { class: "strip-leader", d: `M18 ${y}L28 ${top}H36` }),
    stop ? s("circle", { cx: 12, cy: y, r: stop.junction ? 4 : 6 }) : s("path", { d: `M2 ${y}H22` }),
  );
}

const drawing = ({ along }: Variant, { labels, end, height }: Column): SVGElement =>
  s(
    "svg",
    { class: `strip-line strip-${along}`, viewBox: `0 0 40 ${height}`, width: 40, height, "aria-hidden": "true" },
    s("path", { class: "strip-band", d: `M12 ${TOP}V${end}` }),
    s("path", { class: "strip-core", d: `M12 ${TOP}V${end}` }),
    ...labels.map(mark),
  );

function label(context: Context, variant: Variant, { stop, top }: Label, borderKm: number | null): HTMLElement {
  const words = context.t();
  const border = () => words("rail.border", { km: km(words, Math.round(borderKm ?? 0)) });
  const content = stop ? stopButton(context, variant, stop) : h("span", { class: "strip-border" }, border());
  const item = h("li", {}, content);
  item.style.top = `${top}px`;
  return item;
}

export function variantColumn(context: Context, variant: Variant, layout: Strip): HTMLElement {
  const words = context.t();
  const column = columnOf(variant, layout);
  const stops = column.labels.map((one) => label(context, variant, one, layout.borderKm));
  const frame = h(
    "div",
    { class: "strip-frame" },
    drawing(variant, column),
    h("ol", { class: "strip-stops" }, ...stops),
  );
  frame.style.height = `${Math.round(column.height)}px`;
  return h(
    "section",
    { class: "strip-column" },
    textElement(context, shown(variant.label, context.store.get().lang), "h3"),
    h(
      "p",
      { class: "strip-note" },
      variant.preferred ? h("strong", { class: "block" }, words("card.preferred")) : null,
      h("span", { class: "quiet" }, words(variant.along === "track" ? "rail.along_tracks" : "geometry.schematic")),
    ),
    frame,
  );
}
