// Where title, map, legend and credits stand in a picture. Pure: how wide a text is, it is told.

export interface Preset {
  readonly id: "wide" | "a4" | "square" | "card";
  /** In pixels of the SVG. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the PNG to one of these. */
  readonly scale: number;
}
export const PRESETS: readonly Preset[] = [
  { id: "wide", width: 1280, height: 720, scale: 2 },
  { id: "a4", width: 1123, height: 794, scale: 2 },
  { id: "square", width: 1080, height: 1080, scale: 2 },
  // What networks show beside a link: exactly so large.
  { id: "card", width: 1200, height: 630, scale: 1 },
];

/** Width of a text in px, in letters of this size. */
export type Measure = (text: string, size: number, isBold?: boolean) => number;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** A line of text, by what its letters stand on. */
export interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly isBold: boolean;
}
export interface LegendRow {
  readonly text: string;
  /** How many there are, at the end of the row. */
  readonly count?: string;
  readonly isHeading?: boolean;
}
/** A row of the legend, in pixels of the legend's own scale. */
export interface LegendPlace {
  readonly y: number;
  readonly lines: readonly string[];
}
export interface Layout {
  readonly lines: readonly Line[];
  readonly map: Box;
  /** Null where there is nothing to explain. */
  readonly legend: { readonly x: number; readonly y: number; readonly width: number; readonly scale: number } | null;
  readonly rows: readonly LegendPlace[];
}

const MARGIN = 24;
const TITLE = 22;
const FACTS = 12.5;
const CREDITS = 10.5;
const LEADING = 1.3;
const LEGEND_WIDTH = 236;
const LEGEND_GAP = 16;
export const LEGEND_TEXT = 12;
/** Room for a drawing before the words of a row, px. */
export const SWATCH = 34;
const COUNT_ROOM = 26;
const ROW_GAP = 4;
const HEADING_GAP = 7;

/** A text in lines no wider than this; a word that is wider stands alone. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function paragraph(text: string, y: number, width: number, size: number, isBold: boolean, measure: Measure): Line[] {
  const lines = wrapped(text, width, (one) => measure(one, size, isBold));
  return lines.map((line, i) => ({ text: line, x: MARGIN, y: y + size + i * size * LEADING, size, isBold }));
}
const heightOf = (lines: readonly Line[]): number => lines.reduce((sum, { size }) => sum + size * LEADING, 0);

/** The rows below each other, and how high they are together. */
function stacked(rows: readonly LegendRow[], width: number, measure: Measure): { rows: LegendPlace[]; height: number } {
  let height = 0;
  const placed = rows.map(({ text, count, isHeading = false }, i) => {
    const room = isHeading ? width : width - SWATCH - (count ? COUNT_ROOM : 0);
    const lines = wrapped(text, room, (one) => measure(one, LEGEND_TEXT, isHeading));
    if (i) height += isHeading ? HEADING_GAP : 0;
    const place = { y: height, lines };
    height += lines.length * LEGEND_TEXT * 1.2 + ROW_GAP;
    return place;
  });
  return { rows: placed, height };
}

/** As large as the height allows, but not larger than its own size: scaled down, rows have more room for their words. */
function fitLegend(rows: readonly LegendRow[], box: Box, measure: Measure) {
  for (let scale = 1; ; scale *= 0.95) {
    const made = stacked(rows, box.width / scale, measure);
    if (made.height * scale <= box.height || scale < 0.3) return { ...made, scale };
  }
}

export interface Asked {
  readonly title: string;
  /** Under the title. */
  readonly facts: string;
  /** Below all: whose it is, under what licence, where it is found. */
  readonly credits: readonly string[];
  readonly legend: readonly LegendRow[];
}

export function layOut(size: { width: number; height: number }, asked: Asked, measure: Measure): Layout {
  const width = size.width - 2 * MARGIN;
  const title = paragraph(asked.title, MARGIN * 0.6, width, TITLE, true, measure);
  const facts = paragraph(asked.facts, MARGIN * 0.6 + heightOf(title), width, FACTS, false, measure);
  const top = MARGIN * 0.6 + heightOf([...title, ...facts]) + 8;
  const below = asked.credits.flatMap((text) => paragraph(text, 0, width, CREDITS, false, measure));
  const bottom = size.height - MARGIN * 0.5 - below.length * CREDITS * LEADING;
  const credits = below.map((line, i) => ({ ...line, y: bottom + CREDITS + i * CREDITS * LEADING }));
  const isKeyed = asked.legend.length > 0;
  const height = bottom - top - 8;
  const map = {
    x: MARGIN,
    y: top,
    width: Math.round(width - (isKeyed ? LEGEND_WIDTH + LEGEND_GAP : 0)),
    height: Math.round(height),
  };
  const column = { x: map.x + map.width + LEGEND_GAP, y: top, width: LEGEND_WIDTH, height };
  const { rows, scale } = fitLegend(asked.legend, column, measure);
  return {
    lines: [...title, ...facts, ...credits],
    map,
    legend: isKeyed ? { x: column.x, y: column.y, width: column.width / scale, scale } : null,
    rows,
  };
}

/** The longest round length that a scale bar of at most so many px can show: 1, 2 or 5 with noughts. */
export function scaleBar(kmPerPx: number, most: number): { km: number; px: number } {
  const longest = kmPerPx * most;
  const power = 10 ** Math.floor(Math.log10(longest));
  const km = ([5, 2].find((step) => step * power <= longest) ?? 1) * power;
  return { km, px: km / kmPerPx };
}
