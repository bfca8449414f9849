// What of the page to make a picture of, in which size, and how it looks, before it is saved.
import type { Context } from "../../ask/context";
import { fileName } from "../../atlas/exporters";
import type { Ground } from "../../map/ground/background";
import { choice } from "../../parts/choice";
import { h } from "../../parts/dom";
import { saveFile } from "../save";
import { openDialog } from "./dialog";
import { PRESETS } from "./layout";
import { partsShown, pictureOfMap, pictureOfPart, pngOf, svgAddress, svgText } from "./picture";

export function openPicture(context: Context, ground: Ground, announce: (text: string) => void): void {
  const words = context.t();
  const parts = partsShown();
  const preview = h("img", { class: "take-preview", alt: words("picture.preview") });
  const draw = (): void => {
    preview.src = svgAddress(made());
  };
  const what = choice(
    words("picture.what"),
    [["", words("ui.map")], ...parts.map(({ name }, i) => [String(i), name] as const)],
    draw,
  );
  const presets = PRESETS.map(({ id, width, height, scale }) => {
    const pixels = `${width * scale} × ${height * scale}`;
    return [id, `${words(`picture.size_${id}`)} (${pixels})`] as const;
  });
  const size = choice(words("picture.size"), presets, draw);
  const preset = () => PRESETS.find(({ id }) => id === size.select.value)!;
  const made = (): SVGSVGElement => {
    const part = parts[Number(what.select.value || -1)];
    return part ? pictureOfPart(context, part, preset()) : pictureOfMap(context, ground, preset());
  };
  async function save(format: "svg" | "png"): Promise<void> {
    const svg = made();
    const file = format === "svg" ? new Blob([svgText(svg)], { type: "image/svg+xml" }) : await pngOf(svg, preset());
    saveFile(file, fileName(context.atlas, format));
    announce(words("picture.saved"));
  }
  const button = (format: "svg" | "png") =>
    h(
      "button",
      { type: "button", class: "small-button", "data-save": format, on: { click: () => void save(format) } },
      words("picture.save", { format: format.toUpperCase() }),
    );
  openDialog(
    context,
    "picture.heading",
    what.element,
    size.element,
    preview,
    h("div", { class: "buttons" }, button("png"), button("svg")),
    h("p", { class: "note" }, words("picture.note")),
  );
  draw();
}
