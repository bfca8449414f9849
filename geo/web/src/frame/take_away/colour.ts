// A computed colour as programs older than browsers read it: six letters, and how much of it shows apart.

export interface Colour {
  readonly color: string;
  /** 0 … 1 */
  readonly opacity: number;
}

const hex = (part: number): string =>
  Math.round(Math.max(0, Math.min(255, part)))
    .toString(16)
    .padStart(2, "0");

/** `#abc`, `#aabbcc80`, `rgb(1, 2, 3)`, `rgba(…)`, `color(srgb 0.1 0.2 0.3 / 0.5)`; what it cannot read stays as it is. */
export function colourOf(css: string): Colour {
  const digits = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(css);
  if (digits) return { color: `#${digits[1]}`, opacity: digits[2] ? Number.parseInt(digits[2], 16) / 255 : 1 };
  const call = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(css);
  const [red, green, blue, alpha = 1] = (call?.[2]?.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
  if (!call || red === undefined || green === undefined || blue === undefined) return { color: css, opacity: 1 };
  const scale = call[1] === "color" ? 255 : 1;
  return { color: `#${[red, green, blue].map((part) => hex(part * scale)).join("")}`, opacity: alpha };
}

/** Of what a colour is for, `fill` or `stroke`: the attributes that give it. */
export function painted(role: string, css: string, opacity = 1): Record<string, string> {
  const colour = colourOf(css);
  const shows = Math.round(colour.opacity * opacity * 1000) / 1000;
  return { [role]: colour.color, ...(shows < 1 ? { [`${role}-opacity`]: String(shows) } : {}) };
}
