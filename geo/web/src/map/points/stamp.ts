// The mark of a feature as pixels, where there are more than elements can be made of: what `glyph` draws, said with a
// disc of five to twelve pixels. Colour says the sector, the form how sure the place is, the badge what state it is in.
import type { MarkForm, Phase } from "../../atlas/vocabulary";

export type Sureness = "exact" | "locality" | "region" | "country";
export interface PixelLook {
  readonly form: MarkForm;
  readonly sure: Sureness;
  readonly phase: Phase;
}
export type Tone = "white" | "color" | "ink";
/** Steps from the middle of a mark to each pixel of one tone, in a buffer of a given width. */
export type Stamp = Readonly<Record<Tone, Int32Array>>;

/** From this radius on, in pixels, there is room for a ring round a disc. */
const ROOMY = 5;

/** The badge at the lower right, as on the large marks: hollow ahead, half filled while it is built, a bar
 * if stopped, a point if not known. */
function badgeAt(dx: number, dy: number, radius: number, phase: Phase): Tone | null {
  if (phase === "running") return null;
  const size = Math.max(1.5, radius * 0.5);
  const [x, y] = [dx - radius * 0.6, dy - radius * 0.6];
  const distance = Math.hypot(x, y);
  if (distance > size) return null;
  if (distance > size - Math.max(1, size / 3)) return "ink";
  if (phase === "unknown") return distance <= size / 4 ? "ink" : "white";
  if (phase === "building") return x >= 0 ? "ink" : "white";
  return phase === "stopped" && Math.abs(y) <= size / 4 ? "ink" : "white";
}

function dotAt(dx: number, dy: number, radius: number, isHollow: boolean): Tone | null {
  const half = Math.max(2, radius * 0.6);
  const distance = Math.max(Math.abs(dx), Math.abs(dy));
  if (distance > half) return null;
  if (distance > half - 1) return "white";
  return isHollow && distance < half - 2 ? "white" : "color";
}

function discAt(dx: number, dy: number, radius: number, { form, sure }: PixelLook): Tone | null {
  const distance = Math.hypot(dx, dy);
  if (distance > radius) return null;
  if (distance > radius - 1) return "white";
  if (form === "pair" && Math.abs(dx) < Math.max(0.6, radius / 10)) return "white";
  if (sure === "exact") return "color";
  if (sure === "locality") {
    return radius >= ROOMY && distance <= radius - 2 && distance > radius - 3.2 ? "white" : "color";
  }
  if (distance <= radius - 1 - Math.max(1, radius / 4)) return "white";
  const isGap = sure === "country" && radius >= ROOMY && Math.floor((Math.atan2(dy, dx) / Math.PI + 1) * 6) % 2 === 0;
  return isGap ? "white" : "color";
}

/** The tone of the pixel so far from the middle of a mark; null beside it. `radius` in pixels. */
export function toneAt(dx: number, dy: number, radius: number, look: PixelLook): Tone | null {
  if (look.form === "dot") return dotAt(dx, dy, radius, look.sure !== "exact");
  return badgeAt(dx, dy, radius, look.phase) ?? discAt(dx, dy, radius, look);
}

/** Every pixel of a mark: `reach` from its middle at most. */
export function stamp(look: PixelLook, radius: number, width: number): Stamp {
  const steps: Record<Tone, number[]> = { white: [], color: [], ink: [] };
  const reach = reachOf(radius);
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const tone = toneAt(dx, dy, radius, look);
      if (tone) steps[tone].push(dy * width + dx);
    }
  }
  return {
    white: Int32Array.from(steps.white),
    color: Int32Array.from(steps.color),
    ink: Int32Array.from(steps.ink),
  };
}

/** How far from its middle a mark with its badge goes, in whole pixels. */
export const reachOf = (radius: number): number => Math.ceil(Math.max(radius * 1.1, radius * 0.6 + 1.5));
