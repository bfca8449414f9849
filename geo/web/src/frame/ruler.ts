// Measuring on the map: points by click, or by the keys that move the map and a button that takes its middle.
import L from "leaflet";
import type { Context } from "../ask/context";
import { km } from "../atlas/format";
import { geodesic, pathKm } from "../atlas/geodesy";
import type { Position } from "../atlas/types";
import { latLng } from "../map/latlng";
import { h } from "../parts/dom";
import type { Shell } from "./shell";

const STEPS = 48;
/** Pixels a pointer may travel in a click that is not a drag. */
const STILL = 6;

export interface Measure {
  start(from?: Position): void;
}

export function addMeasure({ map, store, t }: Context, shell: Shell): Measure {
  const container = map.getContainer();
  const area = container.parentElement!;
  const layer = L.layerGroup();
  const total = h("output", { class: "measure-total" });
  const hint = h("p", { class: "time-notes" });
  const add = h("button", { type: "button", class: "small-button" });
  const undo = h("button", { type: "button", class: "small-button" });
  const end = h("button", { type: "button", class: "small-button" });
  const buttons = h("div", { class: "measure-buttons" }, add, undo, end);
  const bar = h("section", { class: "measure-bar", hidden: true }, total, hint, buttons);
  const cross = h("div", { class: "crosshair", hidden: true, "aria-hidden": "true" });
  area.append(cross);
  shell.slots.bottom.prepend(bar);
  let points: Position[] = [];
  let opener: Element | null = null;
  let pressed: readonly [x: number, y: number] = [0, 0];

  function draw(): void {
    const words = t();
    layer.clearLayers();
    points.forEach((point, i) => {
      const last = points[i - 1];
      if (last) {
        const way = geodesic(last, point, STEPS).map(latLng);
        layer.addLayer(L.polyline(way, { className: "measure-line", interactive: false, pane: "kzuz-leaders" }));
      }
      const dot = { radius: 4.5, className: "measure-dot", interactive: false, pane: "kzuz-leaders" };
      layer.addLayer(L.circleMarker(latLng(point), dot));
    });
    total.textContent = words("measure.total", { km: km(words, pathKm(points)) });
    hint.textContent = words("measure.hint");
    undo.disabled = !points.length;
  }
  function put(point: Position): void {
    points = [...points, point];
    draw();
    if (points.length > 1) shell.announce(total.textContent ?? "");
  }
  const middle = (): Position => {
    const { lng, lat } = map.getCenter();
    return [lng, lat];
  };

  // Taken before the map and its marks see it: while measuring, a click means a point and nothing else.
  const press = (event: PointerEvent) => {
    pressed = [event.clientX, event.clientY];
  };
  const click = (event: MouseEvent) => {
    const target = event.target as Element;
    if (!container.contains(target) || target.closest(".leaflet-control, .leaflet-popup")) return;
    event.stopPropagation();
    if (Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > STILL) return;
    const { lng, lat } = map.mouseEventToLatLng(event);
    put([lng, lat]);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      finish();
    } else if (event.key === "Backspace" && points.length) {
      event.preventDefault();
      points = points.slice(0, -1);
      draw();
    } else if (event.key === "Enter" && container.contains(event.target as Node)) {
      event.preventDefault();
      event.stopPropagation();
      put(middle());
    }
  };

  function start(from?: Position): void {
    if (!bar.hidden) return;
    opener = document.activeElement;
    points = from ? [from] : [];
    bar.hidden = false;
    cross.hidden = false;
    layer.addTo(map);
    map.doubleClickZoom.disable();
    container.classList.add("is-measuring");
    area.addEventListener("pointerdown", press, true);
    area.addEventListener("click", click, true);
    area.addEventListener("keydown", key, true);
    draw();
    shell.announce(hint.textContent ?? "");
    container.focus({ preventScroll: true });
  }
  function finish(): void {
    bar.hidden = true;
    cross.hidden = true;
    layer.remove();
    map.doubleClickZoom.enable();
    container.classList.remove("is-measuring");
    area.removeEventListener("pointerdown", press, true);
    area.removeEventListener("click", click, true);
    area.removeEventListener("keydown", key, true);
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  }
  add.addEventListener("click", () => put(middle()));
  undo.addEventListener("click", () => {
    points = points.slice(0, -1);
    draw();
    if (undo.disabled) add.focus();
  });
  end.addEventListener("click", finish);
  const translate = () => {
    const words = t();
    bar.setAttribute("aria-label", words("measure.start"));
    add.textContent = words("measure.add_middle");
    undo.textContent = words("measure.undo");
    end.textContent = words("measure.end");
    if (!bar.hidden) draw();
  };
  store.on(["lang"], translate);
  translate();
  return { start };
}
