// A pin of the reader's own: a typed position, or the place where the map was asked "where is this?".
import L from "leaflet";
import type { Context } from "../ask/context";
import type { Position } from "../atlas/types";
import { latLng } from "../map/latlng";
import { copyButton } from "../parts/copy";
import { h, s } from "../parts/dom";
import { SYMBOLS, symbol } from "../parts/symbol";
import type { Shell } from "./shell";

const DECIMALS = 5;
/** Decimals worth reading off the screen at a zoom: about a pixel. */
const decimalsAt = (zoom: number): number => Math.min(DECIMALS, Math.max(1, Math.ceil(zoom / 3)));

class PinIcon extends L.Icon<L.IconOptions> {
  constructor(private readonly label?: HTMLElement) {
    super({ iconUrl: "" });
  }
  override createIcon(): HTMLElement {
    const drop = "M12 31C6 22 2 17 2 12a10 10 0 0 1 20 0c0 5-4 10-10 19z";
    const picture = s(
      "svg",
      { viewBox: "0 0 24 32", width: 24, height: 32, "aria-hidden": "true" },
      s("path", { class: "pin-body", d: drop }),
      s("circle", { class: "pin-eye", cx: 12, cy: 12, r: 3.6 }),
    );
    return h("div", { class: "pin leaflet-marker-icon" }, picture, this.label);
  }
  override createShadow(): HTMLElement {
    return null as unknown as HTMLElement;
  }
}

/** Lines of the author of the page around this one, each at its pin and marked as his. */
export function addNotes({ atlas, map, store, t }: Context): void {
  for (const [text, lon, lat] of atlas.author.notes ?? []) {
    const label = h("span", { class: "pin-label", role: "note", dir: "auto" }, text);
    const mark = () => label.setAttribute("title", t()("embed.note"));
    store.on(["lang"], mark);
    mark();
    L.marker([lat, lon], { icon: new PinIcon(label), interactive: false, keyboard: false, zIndexOffset: 2000 }).addTo(
      map,
    );
  }
}

export interface Pins {
  /** Puts the pin; `how` says how a typed text was read. */
  put(position: Position, how?: string): void;
  remove(): void;
}

/** @param propose makes the button for a place here, where the page has one */
export function createPins(context: Context, shell: Shell, propose?: (at: Position) => HTMLElement): Pins {
  const { map, t } = context;
  const marker = L.marker([0, 0], { icon: new PinIcon(), interactive: false, keyboard: false, zIndexOffset: 2000 });
  const popup = L.popup({
    closeButton: false,
    autoClose: true,
    offset: [0, -26],
    className: "pin-popup",
    minWidth: 150,
  });
  popup.on("remove", () => marker.remove());
  map.on("popupclose", ({ popup: closed }) => closed === popup && marker.remove());

  function put(position: Position, how = ""): void {
    const words = t();
    const digits = how ? DECIMALS : decimalsAt(map.getZoom());
    const [lon, lat] = position.map((degrees) => Number(degrees.toFixed(digits))) as [number, number];
    const text = `${lat}, ${lon}`;
    const close = h(
      "button",
      { type: "button", class: "close", "aria-label": words("ui.close"), on: { click: () => remove() } },
      symbol(SYMBOLS.close),
    );
    const keys = { label: "position.copy", done: "position.copied" } as const;
    const body = h(
      "div",
      { class: "pin-note" },
      close,
      h("p", {}, h("strong", { class: "figure" }, text), how ? h("span", { class: "block quiet" }, how) : null),
      h(
        "div",
        { class: "buttons" },
        copyButton(context, shell.announce, keys, () => text),
        propose?.([lon, lat]),
      ),
    );
    body.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      remove();
      map.getContainer().focus();
    });
    marker.setLatLng(latLng(position)).addTo(map);
    popup.setLatLng(latLng(position)).setContent(body).openOn(map);
  }
  function remove(): void {
    popup.remove();
    marker.remove();
  }
  map.on("contextmenu", ({ latlng, originalEvent }) => {
    originalEvent.preventDefault();
    put([latlng.lng, latlng.lat]);
  });
  return { put, remove };
}
