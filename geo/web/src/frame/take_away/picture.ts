// A picture to take away: title, what is seen, its legend, whose it is and where it is found, as one SVG that stands alone.
import type { Context } from "../../ask/context";
import { addressOf } from "../../ask/link";
import { date } from "../../atlas/format";
import { readText } from "../../atlas/read_up_to";
import type { Ground } from "../../map/ground/background";
import { inForce } from "../../panels/filters/data";
import { sectorCounts, sectorsOnMap } from "../../panels/legend/data";
import { makeKey } from "../../panels/legend/key";
import { sectorLine } from "../../panels/legend/sector_line";
import { looker } from "../../panels/legend/seen";
import { h, s } from "../../parts/dom";
import { pageTitle } from "../../parts/text";
import { regionLegend } from "../regions/view";
import { type Asked, LEGEND_TEXT, type LegendRow, layOut, type Measure, type Preset, SWATCH } from "./layout";
import { drawMap, traceMark } from "./map_drawing";
import { atSize, inLight } from "./stage";
import { tracePart } from "./trace";

const FONT = "system-ui, sans-serif";
const INK = "#1f2a30";
/** Drawings of the legend beside words of its size: how large, and how high at most, px. */
const SAMPLE = 0.66;
const SAMPLE_HEIGHT = 19;
/** Of a part of the page, what a picture of it leaves out. */
const LEFT_OUT = "details, figcaption, .visually-hidden, .small-button";

/** Where anyone can look; a file on this computer is no such place. */
export const publicAddress = (address: string): string => (/^https?:/i.test(address) ? address : "");

/** What of the page can be made a picture beside the map. */
export interface Part {
  readonly name: string;
  readonly element: Element;
}

/** Charts and strips that stand on the page now. */
export const partsShown = (): Part[] =>
  [...document.querySelectorAll("figure.chart-figure, .strip")]
    .filter((element) => element.checkVisibility())
    .map((element) => {
      const own = element.querySelector("figcaption") ?? element.parentElement!.querySelector(".strip-title");
      return { name: own?.textContent ?? "", element };
    });

function measureIn(): Measure {
  const ruler = document.createElement("canvas").getContext("2d")!;
  return (text, size, isBold) => {
    ruler.font = `${isBold ? 600 : 400} ${size}px ${FONT}`;
    return ruler.measureText(text).width;
  };
}

interface Row extends LegendRow {
  readonly drawing: SVGGElement | null;
}

function sample(swatch: Element): SVGGElement | null {
  const height = swatch.querySelector("svg")?.viewBox.baseVal.height ?? 0;
  const scale = Math.min(SAMPLE, SAMPLE_HEIGHT / height);
  return traceMark(swatch.firstElementChild!, SWATCH / 2 - 3, LEGEND_TEXT / 2, scale);
}

/** What the legend says of what is in view, each row with its drawing. */
function legendRows(context: Context): Row[] {
  const { map, store, t } = context;
  const { passing, traits } = looker(context)();
  const inView = passing.filter((feature) => store.visible(feature));
  const sectors = sectorCounts(sectorsOnMap(context), inView).map((row) => h("li", {}, ...sectorLine(context, row)));
  const key = makeKey(context);
  if (traits) key.see(traits);
  const room = h(
    "div",
    { class: "key", hidden: true },
    h("h2", {}, t()("legend.sectors")),
    h("ul", {}, ...sectors),
    ...key.elements,
    ...regionLegend(),
  );
  // Styles are asked of what stands on the page.
  map.getContainer().append(room);
  const rows = [...room.querySelectorAll("h2, li:not(.is-absent)")].map((element): Row => {
    const [swatch, name, count] = element.children;
    if (element.localName === "h2") return { text: element.textContent!, isHeading: true, drawing: null };
    return {
      text: (name!.querySelector("summary") ?? name!.firstChild!).textContent!,
      ...(count ? { count: count.textContent! } : {}),
      drawing: sample(swatch!),
    };
  });
  room.remove();
  return rows.filter(({ isHeading }, i) => !isHeading || rows[i + 1]?.isHeading === false || rows[i + 1]?.drawing);
}

function drawLegend(rows: readonly Row[], { legend, rows: places }: ReturnType<typeof layOut>): SVGGElement | null {
  if (!legend) return null;
  const { x, y, width, scale } = legend;
  const drawn = rows.flatMap(({ isHeading, drawing, count }, i) => {
    const place = places[i]!;
    const text = (line: string, k: number) =>
      s(
        "text",
        { x: isHeading ? 0 : SWATCH, y: LEGEND_TEXT * (0.9 + 1.2 * k), "font-weight": isHeading ? 600 : null },
        line,
      );
    return s(
      "g",
      { transform: `translate(0 ${place.y.toFixed(1)})` },
      drawing,
      ...place.lines.map(text),
      count ? s("text", { x: width, y: LEGEND_TEXT * 0.9, "text-anchor": "end" }, count) : null,
    );
  });
  return s("g", { transform: `translate(${x} ${y}) scale(${scale})`, "font-size": LEGEND_TEXT }, ...drawn);
}

/** Title, facts and credits round a picture. */
function words(context: Context): Omit<Asked, "legend"> {
  const { atlas, store, t } = context;
  const say = t();
  const { time } = store.get();
  const shown = { n: say.number(store.shown().length), total: say.number(atlas.features.length) };
  const facts = [
    readText(say, atlas, "long"),
    time ? say("time.at", { date: date(say, time) }) : "",
    say("legend.shown", shown),
    ...inForce(context).map(({ label }) => label),
  ];
  const licence = say("about.licence", { licence: say("about.licences") });
  const credits = [atlas.credit, say("about.borders_short"), licence].filter(Boolean).join(" · ");
  const address = publicAddress(addressOf(store.get()));
  return { title: pageTitle(context), facts: facts.filter(Boolean).join(" · "), credits: [credits, address] };
}

/** What is drawn in the room of the map, whose size is only known when all else has its place. */
type Draw = (box: { width: number; height: number }) => SVGGElement;

function compose(size: Preset, asked: Omit<Asked, "legend">, rows: readonly Row[], draw: Draw): SVGSVGElement {
  const layout = layOut(size, { ...asked, legend: rows }, measureIn());
  const { x, y, width, height } = layout.map;
  const text = ({ text: line, x: left, y: base, size: letters, isBold }: (typeof layout.lines)[number]) =>
    s("text", { x: left, y: base.toFixed(1), "font-size": letters, "font-weight": isBold ? 600 : null }, line);
  return s(
    "svg",
    { viewBox: `0 0 ${size.width} ${size.height}`, width: size.width, height: size.height },
    s("title", {}, asked.title),
    s("desc", {}, [asked.facts, ...asked.credits].filter(Boolean).join("\n")),
    s("defs", {}, s("clipPath", { id: "area" }, s("rect", { width, height }))),
    s("rect", { width: size.width, height: size.height, fill: "#fff" }),
    s(
      "g",
      { transform: `translate(${x} ${y.toFixed(1)})` },
      s("g", { "clip-path": "url(#area)" }, draw({ width, height })),
      rows.length ? s("rect", { width, height, fill: "none", stroke: "#b9b0a0" }) : null,
    ),
    s("g", { "font-family": FONT, fill: INK }, drawLegend(rows, layout), ...layout.lines.map(text)),
  );
}

/** What is seen on the map. */
export function pictureOfMap(context: Context, ground: Ground, size: Preset): SVGSVGElement {
  const asked = words(context);
  // How large the map is does not depend on what the legend says, but what that says depends on what is in view then.
  const { map: box } = layOut(size, { ...asked, legend: [{ text: "" }] }, measureIn());
  const draw: Draw = (room) => drawMap(context, ground, room);
  // The map is painted when it is sized, but only what is drawn here is drawn in light colours.
  return atSize(context.map, box, () => inLight(() => compose(size, asked, legendRows(context), draw)));
}

/** A chart or a strip that stands on the page, by its own name and as large as the room allows. */
export function pictureOfPart(context: Context, { name, element: part }: Part, size: Preset): SVGSVGElement {
  const { atlas, t } = context;
  const { title, credits } = words(context);
  const readUpTo = readText(t(), atlas, "short");
  const { width, height } = part.getBoundingClientRect();
  const draw: Draw = (box) => {
    const scale = Math.min(box.width / width, box.height / height);
    const x = (box.width - width * scale) / 2;
    return s("g", { transform: `translate(${x.toFixed(1)} 0) scale(${scale.toFixed(3)})` }, tracePart(part, LEFT_OUT));
  };
  return inLight(() =>
    compose(size, { title: name, facts: [title, readUpTo].filter(Boolean).join(" · "), credits }, [], draw),
  );
}

/** Letters that no XML may hold, whatever they stand in. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are left out.
const NO_LETTERS = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

export const svgText = (svg: SVGSVGElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg).replace(NO_LETTERS, "")}\n`;

/** The address of a picture for an `img`: held in itself, so that nothing has to be fetched. */
export const svgAddress = (svg: SVGSVGElement): string =>
  `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;

export async function pngOf(svg: SVGSVGElement, { width, height, scale }: Preset): Promise<Blob> {
  const image = new Image();
  image.src = svgAddress(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: width * scale, height: height * scale });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}
