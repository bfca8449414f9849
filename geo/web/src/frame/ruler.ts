// Measuring on the map: points by click, or by the keys that move the map and a button that takes its middle.
import L from "leaflet";
import type { Context } from "../ask/context";
import { km } from "../atlas/format";
import { geodesic, pathKm } from "../atlas/geodesy";
import type { Translate } from "../atlas/i18n";
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

/** What is measured, from point to point. */
interface Path {
  add(point: Position): void;
  undo(): void;
  isEmpty(): boolean;
}

function middle(map: L.Map): Position {
  const { lng, lat } = map.getCenter();
  return [lng, lat];
}

/** The words and the buttons below the map. */
function makeBar(act: Readonly<Record<"add" | "undo" | "end", () => void>>) {
  const button = (click: () => void) => h("button", { type: "button", class: "small-button", on: { click } });
  const [add, undo, end] = [button(act.add), button(act.undo), button(act.end)];
  const total = h("output", { class: "measure-total" });
  const hint = h("p", { class: "time-notes" });
  const buttons = h("div", { class: "measure-buttons" }, add, undo, end);
  const root = h("section", { class: "measure-bar", hidden: true }, total, hint, buttons);
  const translate = (words: Translate) => {
    root.setAttribute("aria-label", words("measure.start"));
    add.textContent = words("measure.add_middle");
    undo.textContent = words("measure.undo");
    end.textContent = words("measure.end");
    hint.textContent = words("measure.hint");
  };
  return { root, total, hint, add, undo, translate };
}

function drawPath(layer: L.LayerGroup, points: readonly Position[]): void {
  const quiet = { interactive: false, pane: "kzuz-leaders" };
  layer.clearLayers();
  points.forEach((point, i) => {
    const last = points[i - 1];
    if (last) {
      const way = geodesic(last, point, STEPS).map(latLng);
      layer.addLayer(L.polyline(way, { className: "measure-line", ...quiet }));
    }
    layer.addLayer(L.circleMarker(latLng(point), { radius: 4.5, className: "measure-dot", ...quiet }));
  });
}

/** Taken before the map and its marks see it: while measuring, a click means a point and nothing else. Ends by an abort. */
function listen(map: L.Map, path: Path, finish: () => void): AbortController {
  const container = map.getContainer();
  const listening = new AbortController();
  const on = <E extends keyof HTMLElementEventMap>(name: E, act: (event: HTMLElementEventMap[E]) => void) =>
    container.parentElement!.addEventListener(name, act, { capture: true, signal: listening.signal });
  let pressed: readonly [x: number, y: number] = [0, 0];
  on("pointerdown", (event) => {
    pressed = [event.clientX, event.clientY];
  });
  on("click", (event) => {
    const target = event.target as Element;
    if (!container.contains(target) || target.closest(".leaflet-control, .leaflet-popup")) return;
    event.stopPropagation();
    if (Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > STILL) return;
    const { lng, lat } = map.mouseEventToLatLng(event);
    path.add([lng, lat]);
  });
  on("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      finish();
    } else if (event.key === "Backspace" && !path.isEmpty()) {
      event.preventDefault();
      path.undo();
    } else if (event.key === "Enter" && container.contains(event.target as Node)) {
      event.preventDefault();
      event.stopPropagation();
      path.add(middle(map));
    }
  });
  return listening;
}

export function addMeasure({ map, store, t }: Context, shell: Shell): Measure {
  const container = map.getContainer();
  const layer = L.layerGroup();
  const cross = h("div", { class: "crosshair", hidden: true, "aria-hidden": "true" });
  let points: Position[] = [];
  let opener: Element | null = null;
  let listening: AbortController;

  function draw(now: Position[]): void {
    points = now;
    drawPath(layer, points);
    bar.total.textContent = t()("measure.total", { km: km(t(), pathKm(points)) });
    bar.undo.disabled = !points.length;
  }
  const path: Path = {
    add(point) {
      draw([...points, point]);
      if (points.length > 1) shell.announce(bar.total.textContent ?? "");
    },
    undo: () => draw(points.slice(0, -1)),
    isEmpty: () => !points.length,
  };
  const bar = makeBar({
    add: () => path.add(middle(map)),
    undo() {
      path.undo();
      if (bar.undo.disabled) bar.add.focus();
    },
    end: finish,
  });
  container.parentElement!.append(cross);
  shell.slots.bottom.prepend(bar.root);

  function show(isOn: boolean): void {
    bar.root.hidden = cross.hidden = !isOn;
    map.doubleClickZoom[isOn ? "disable" : "enable"]();
    container.classList.toggle("is-measuring", isOn);
  }
  function start(from?: Position): void {
    if (!bar.root.hidden) return;
    opener = document.activeElement;
    show(true);
    layer.addTo(map);
    listening = listen(map, path, finish);
    draw(from ? [from] : []);
    shell.announce(bar.hint.textContent ?? "");
    container.focus({ preventScroll: true });
  }
  function finish(): void {
    show(false);
    layer.remove();
    listening.abort();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  }
  const translate = () => {
    bar.translate(t());
    if (!bar.root.hidden) draw(points);
  };
  store.on(["lang"], translate);
  translate();
  return { start };
}
