// Railways, roads, pipelines. How a line is drawn says what the drawing is worth: only a surveyed one is thin and
// solid; a schematic one is a wide pale band with a broken line in it, and says "schematic".
import L from "leaflet";
import type { Context } from "../context";
import { h, s } from "../dom";
import { sameBits } from "../state";
import { statusOn } from "../time";
import type { Feature, Position } from "../types";
import { type Phase, phase } from "./glyph";
import { latLng } from "./marks";

const PANE = "kzuz-lines";
/** Pixels around a line that count as on it. */
const REACH = 9;
const LABEL_FROM = 5.5;
const LABEL_ROOM = 150;
const PHASES: readonly Phase[] = ["ahead", "building", "running", "stopped", "unknown"];

interface Drawn {
  readonly feature: Feature;
  readonly parts: readonly L.LatLng[][];
  readonly layers: readonly L.Polyline[];
  readonly label: L.Polyline | null;
  text: SVGTextElement | null;
}

/** West to east, so that a label along the line never stands on its head. */
const eastward = (part: readonly Position[]): readonly Position[] =>
  part.length && part[part.length - 1]![0] < part[0]![0] ? [...part].reverse() : part;

export function addLines(context: Context): void {
  const { atlas, store, map, groups, t } = context;
  const renderer = L.svg({ pane: PANE, padding: 0.4 });
  const lines = atlas.features.filter(({ line }) => line).map((feature) => draw(context, feature, renderer));

  function linesAt(point: L.LatLng): string[] {
    const at = map.latLngToLayerPoint(point);
    const near = ({ parts }: Drawn) =>
      parts.some((part) =>
        part.some((_, i) => {
          if (!i) return false;
          const [a, b] = [map.latLngToLayerPoint(part[i - 1]!), map.latLngToLayerPoint(part[i]!)];
          return L.LineUtil.pointToSegmentDistance(at, a, b) <= REACH;
        }),
      );
    return lines.filter((drawn) => store.visible(drawn.feature) && near(drawn)).map(({ feature }) => feature.id);
  }
  for (const { feature, layers } of lines) {
    for (const layer of layers) {
      layer.on("click", (event) => {
        const ids = linesAt(event.latlng);
        if (ids.length > 1) store.set({ selected: null, choices: ids });
        else store.set({ selected: feature.id, choices: [] });
        L.DomEvent.stopPropagation(event);
      });
      layer.on("mouseover", () => store.set({ hovered: feature.id }));
      layer.on("mouseout", () => store.set({ hovered: null }));
    }
  }

  /** The pattern of its state on the date chosen. */
  function dress(path: SVGPathElement | undefined, feature: Feature): void {
    if (!path) return;
    const now = `line-${phase(statusOn(feature, store.get().time))}`;
    if (path.classList.contains(now)) return;
    for (const name of PHASES) path.classList.remove(`line-${name}`);
    path.classList.add(now);
  }
  function decorate({ feature, layers, label }: Drawn): void {
    for (const layer of layers) {
      const path = layer.getElement() as SVGPathElement | undefined;
      path?.style.setProperty("--c", atlas.sector(feature.sector).color);
      dress(path, feature);
      if (layer === layers[layers.length - 1]) {
        path?.setAttribute("data-id", feature.id);
        path?.setAttribute("data-sector", feature.sector);
      }
    }
    label?.getElement()?.setAttribute("id", `kzuz-path-${feature.index}`);
  }
  function relabel(): void {
    for (const drawn of lines) {
      drawn.text?.remove();
      drawn.text = null;
      const path = drawn.label?.getElement() as SVGPathElement | undefined;
      if (!path?.isConnected || map.getZoom() < LABEL_FROM || path.getTotalLength() < LABEL_ROOM) continue;
      const words = s(
        "textPath",
        { href: `#${path.id}`, startOffset: "50%", "text-anchor": "middle" },
        t()("geometry.schematic"),
      );
      drawn.text = s("text", { class: "line-label", dy: "-5", "aria-hidden": "true" }, words);
      path.parentNode!.append(drawn.text);
    }
  }
  let before: Uint8Array | null = null;
  function show(): void {
    const mask = store.mask("sectors");
    if (before && sameBits(mask, before)) return;
    before = mask;
    for (const drawn of lines) {
      const group = groups[drawn.feature.sector];
      for (const layer of [...drawn.layers, ...(drawn.label ? [drawn.label] : [])]) {
        if (mask[drawn.feature.index]) group.addLayer(layer);
        else group.removeLayer(layer);
      }
    }
    for (const drawn of lines) decorate(drawn);
    relabel();
  }
  function emphasise(): void {
    const { selected, hovered } = store.get();
    for (const { feature, layers } of lines) {
      for (const layer of layers) {
        const classes = layer.getElement()?.classList;
        classes?.toggle("is-selected", feature.id === selected);
        classes?.toggle("is-hovered", feature.id === hovered);
      }
      if (feature.id === selected) for (const layer of layers) layer.bringToFront();
    }
  }
  show();
  store.onVisible(show);
  // A layer switched on again gets new path elements.
  map.on("layeradd", (event) => {
    if (Object.values(groups).includes(event.layer as L.FeatureGroup)) {
      for (const drawn of lines) decorate(drawn);
      relabel();
      emphasise();
    }
  });
  map.on("zoomend moveend", relabel);
  store.on(["lang"], relabel);
  store.on(["time"], () => {
    for (const { feature, layers } of lines) {
      for (const layer of layers) dress(layer.getElement() as SVGPathElement | undefined, feature);
    }
  });
  store.on(["selected", "hovered"], emphasise);
}

function draw({ store }: Context, feature: Feature, renderer: L.Renderer): Drawn {
  const kind = feature.get("geometry_kind") ?? "schematic";
  const parts = feature.line!.map((part) => eastward(part).map((position) => L.latLng(latLng(position))));
  const look = `line-${kind} line-${phase(feature.status)}`;
  const polyline = (role: string, interactive: boolean) =>
    L.polyline(parts, {
      renderer,
      pane: PANE,
      interactive,
      bubblingMouseEvents: false,
      className: `line ${role} ${look}`,
    });
  const layers = [polyline("line-band", false), polyline("line-core", false), polyline("line-hit", true)];
  layers[2]!.bindTooltip(() => h("span", {}, feature.name(store.get().lang).text), { sticky: true });
  const longest = [...parts].sort((a, b) => b.length - a.length)[0];
  const label =
    kind === "schematic" && longest
      ? L.polyline(longest, { renderer, pane: PANE, interactive: false, className: "line-label-path", noClip: true })
      : null;
  return { feature, parts, layers, label, text: null };
}
