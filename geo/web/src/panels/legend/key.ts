// The key of the legend: what marks and lines mean. The panel shows it, and so does a printed page.
import type { Context } from "../../ask/context";
import type { Sector } from "../../atlas/types";
import { signsOf } from "../../map/lines/signs";
import { groupElement } from "../../map/marks/group_mark";
import { h, s, setText } from "../../parts/dom";
import { dotGlyph, glyph } from "../../parts/glyph";
import { statesExplained } from "../../parts/state";
import { KEY, type KeyRow, type Sample, sectorsOnMap, statesOf } from "./data";

const LINE = "M2 7h40";
const SIGNS = [11, 33].map((x) => ({ x, y: 7 }));
const lineSample = (classes: readonly string[], own: string | null = null, signs: SVGElement[] = []): SVGElement =>
  s(
    "svg",
    { viewBox: "0 0 44 14", width: 44, height: 14, "aria-hidden": "true", class: own },
    ...classes.map((name) => s("path", { class: name, d: LINE })),
    ...signs,
  );

/** The picture of a sample, in a colour of no sector. */
function picture({ atlas }: Context, sectors: readonly Sector[], sample: Sample): Element {
  if ("mark" in sample) {
    return glyph(sample.mark, { ...(sectors[0] ?? atlas.sector("industry")), color: "#4a5560", icon: "circle" });
  }
  if ("line" in sample) {
    const roles = ["line-band", "line-core"];
    return lineSample(
      roles.map((role) => `line ${role} line-${sample.geometry} line-${sample.line}`),
      "line-sample",
      signsOf(sample.line, SIGNS),
    );
  }
  if (sample.other === "dot") return dotGlyph(true);
  if (sample.other === "border") return lineSample(["border-sample", "border-sample-core"]);
  return groupElement(atlas.sectors, new Map(sectors.slice(0, 3).map(({ id }) => [id, 1])), "3");
}

export interface Key {
  readonly elements: readonly HTMLElement[];
  /** Says of each row whether what it explains is in view. */
  see(traits: ReadonlySet<string>): void;
}

export function makeKey(context: Context): Key {
  const words = context.t();
  const sectors = sectorsOnMap(context);
  const rows = new Map<string, { element: HTMLElement; absent: HTMLElement }>();
  const row = (one: KeyRow): HTMLElement => {
    const absent = h("span", { class: "visually-hidden" });
    const swatch = h("span", { class: "swatch" }, picture(context, sectors, one.sample));
    const states = statesOf(one);
    const text = states.length ? statesExplained(words, words(one.label), states) : h("span", {}, words(one.label));
    const element = h("li", {}, swatch, h("div", {}, text, absent));
    rows.set(one.trait, { element, absent });
    return element;
  };
  return {
    elements: KEY.flatMap(({ heading, isLines, rows }) => [
      h("h2", {}, words(heading)),
      h("ul", { class: isLines ? "key-list key-lines" : "key-list" }, ...rows.map(row)),
    ]),
    see(traits) {
      for (const [trait, { element, absent }] of rows) {
        element.classList.toggle("is-absent", !traits.has(trait));
        setText(absent, traits.has(trait) ? "" : ` (${words("legend.absent")})`);
      }
    },
  };
}
