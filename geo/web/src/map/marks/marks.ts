// Marks as elements of the page: focusable, named, never hiding each other. For up to some thousand features.
import L from "leaflet";
import type { Context } from "../../ask/context";
import { sameBits } from "../../ask/state";
import { TRAITS } from "../../atlas/vocabulary";
import { isDot } from "../../parts/glyph";
import { createGlyphs } from "../../parts/swatch";
import type { Label } from "../ground/labels";
import { worldSize } from "../ground/mercator";
import { isDrawnAt } from "../in_view";
import { ElementLayer, type Placed } from "./elements";
import { layersOf } from "./layers";
import { crowdAt, layOut, type Obstacle, obstacleOf, type Seat } from "./layout";
import { dressMark, type Mark, makeCrowd, makeMark } from "./mark";

/** A mark moved further than this, px, is tied to its place by a line. */
const LED_FROM = 7;

const addLeaders = (map: L.Map): L.Polyline =>
  L.polyline([], {
    pane: "kzuz-leaders",
    className: "leaders",
    interactive: false,
    smoothFactor: 0,
    noClip: true,
  }).addTo(map);

/** The line from a mark's place to where it stands, after a dot at its place; none where it stands in its place. */
function leaderOf(map: L.Map, mark: Mark, { x, y, dx, dy }: Seat): L.LatLng[][] {
  if (Math.hypot(dx, dy) <= LED_FROM || isDot(mark.feature)) return [];
  return [
    [mark.at, mark.at],
    [mark.at, map.unproject([x + dx, y + dy], map.getZoom())],
  ];
}

/** The zoom from which crossings are named on the map. */
const NAMED_FROM = 8;

/** The name of a crossing, beside where its mark stands. */
function nameOf({ map, store }: Context, { feature }: Mark, { x, y, dx, dy }: Seat): Label[] {
  if (TRAITS[feature.kind].mark !== "pair") return [];
  const { lang } = store.get();
  const size = worldSize(map.getZoom());
  const name = { [lang]: feature.name(lang).text };
  return [{ name, x: (x + dx) / size, y: (y + dy) / size, style: "mark", from: NAMED_FROM, to: 30 }];
}

/** Marks the one whose card is open and the one that is pointed at. */
function keepMarksMarked({ store }: Context, byId: ReadonlyMap<string, Mark>): void {
  const markOf = (id: string | null) => (id ? byId.get(id)?.element : undefined);
  const open = (id: string | null) => {
    markOf(id)?.classList.add("is-selected");
    markOf(id)?.setAttribute("aria-current", "true");
  };
  store.on(["selected"], ({ selected }, before) => {
    markOf(before.selected)?.classList.remove("is-selected");
    markOf(before.selected)?.removeAttribute("aria-current");
    open(selected);
  });
  store.on(["hovered"], ({ hovered }, before) => {
    markOf(before.hovered)?.classList.remove("is-hovered");
    markOf(hovered)?.classList.add("is-hovered");
  });
  open(store.get().selected);
}

/** @param taken is told what labels must keep clear of, and the names of marks */
export function addMarks(
  context: Context,
  taken: (obstacles: readonly Obstacle[], names: readonly Label[]) => void,
): void {
  const { atlas, store, map } = context;
  const glyphOf = createGlyphs(atlas);
  const marks = atlas.features
    .filter(({ position, line }) => position && !line)
    .map((feature) => makeMark(context, feature));
  const nearOnly = marks.filter(({ feature }) => TRAITS[feature.kind].drawnFrom > 0);
  const leaders = addLeaders(map);
  const crowds = new ElementLayer<Placed>().addTo(map);
  const layers = layersOf(context, marks);
  /** Marks that stand for themselves in this view: only these need to be drawn and named. */
  let standing: ReadonlySet<Mark> = new Set();

  const dress = () => {
    for (const mark of standing) dressMark(context, mark, glyphOf);
  };
  function place(): void {
    const zoom = map.getZoom();
    const { selected } = store.get();
    const isNear = ({ feature }: Mark) => isDrawnAt(zoom, feature, selected);
    for (const mark of nearOnly) mark.element.classList.toggle("is-far", !isNear(mark));
    const shown = marks.filter((mark) => store.visible(mark.feature) && isNear(mark));
    const homes = shown.map(({ at }) => map.project(at, zoom));
    const apart = shown.findIndex(({ feature }) => feature.id === selected);
    const seats = layOut(homes, crowdAt(zoom), apart);
    const alone = seats.filter(({ isGroup }) => !isGroup);
    const markIn = ({ members }: Seat) => shown[members[0]!]!;
    standing = new Set(alone.map((seat) => Object.assign(markIn(seat), { dx: seat.dx, dy: seat.dy })));
    const gathered = new Set(shown.filter((mark) => !standing.has(mark)));
    for (const mark of marks) mark.element.classList.toggle("is-gathered", gathered.has(mark));
    const membersOf = ({ members }: Seat) => members.map((i) => shown[i]!);
    crowds.hold(seats.flatMap((seat) => (seat.isGroup ? [makeCrowd(context, membersOf(seat), seat)] : [])));
    for (const layer of layers.values()) layer.update();
    dress();
    leaders.setLatLngs(alone.flatMap((seat) => leaderOf(map, markIn(seat), seat)));
    taken(seats.map(obstacleOf), zoom < NAMED_FROM ? [] : alone.flatMap((seat) => nameOf(context, markIn(seat), seat)));
  }
  let before: readonly Uint8Array[] = [];
  function show(): void {
    const mask = store.mask("sectors");
    const now = [mask, store.mask()];
    // A step of the slider mostly changes states, not what there is.
    if (before.length && now.every((bits, i) => sameBits(bits, before[i]!))) return;
    before = now;
    for (const [sector, layer] of layers) {
      layer.hold(marks.filter(({ feature }) => feature.sector === sector && mask[feature.index]));
    }
    place();
  }
  keepMarksMarked(context, new Map(marks.map((mark) => [mark.feature.id, mark])));
  show();
  map.on("zoomend", place);
  store.onVisible(show);
  store.on(["time"], dress);
  store.on(["lang", "selected"], place);
}
