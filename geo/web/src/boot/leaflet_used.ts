// Leaflet without what no page of ours uses, for pages to which nobody has added anything of Folium's; those have all of
// it (`leaflet.ts`). The page's budget of code needs it; a test holds that every member the code names is here.
import { attribution } from "leaflet/src/control/Control.Attribution.js";
import { scale } from "leaflet/src/control/Control.Scale.js";
import { setOptions } from "leaflet/src/core/Util.js";
import * as DomEvent from "leaflet/src/dom/DomEvent.js";
import { EPSG3857 } from "leaflet/src/geo/crs/CRS.EPSG3857.js";
import { toLatLng as latLng } from "leaflet/src/geo/LatLng.js";
import { toLatLngBounds as latLngBounds } from "leaflet/src/geo/LatLngBounds.js";
import { toBounds as bounds } from "leaflet/src/geometry/Bounds.js";
import * as LineUtil from "leaflet/src/geometry/LineUtil.js";
import { Point, toPoint as point } from "leaflet/src/geometry/Point.js";
import { featureGroup } from "leaflet/src/layer/FeatureGroup.js";
import { Layer } from "leaflet/src/layer/Layer.js";
import { layerGroup } from "leaflet/src/layer/LayerGroup.js";
import { Icon } from "leaflet/src/layer/marker/Icon.js";
import { marker } from "leaflet/src/layer/marker/Marker.js";
import { popup } from "leaflet/src/layer/Popup.js";
import { svgOverlay } from "leaflet/src/layer/SVGOverlay.js";
import { tooltip } from "leaflet/src/layer/Tooltip.js";
import { tileLayer } from "leaflet/src/layer/tile/TileLayer.js";
import { Canvas } from "leaflet/src/layer/vector/Canvas.js";
import { circleMarker } from "leaflet/src/layer/vector/CircleMarker.js";
import { polygon } from "leaflet/src/layer/vector/Polygon.js";
import { Polyline, polyline } from "leaflet/src/layer/vector/Polyline.js";
import "leaflet/src/layer/vector/Renderer.getRenderer.js";
import { svg } from "leaflet/src/layer/vector/SVG.js";
import { map } from "leaflet/src/map/index.js";

export default {
  Canvas,
  CRS: { EPSG3857 },
  DomEvent,
  Icon,
  Layer,
  LineUtil,
  Point,
  Polyline,
  bounds,
  circleMarker,
  control: { attribution, scale },
  featureGroup,
  latLng,
  latLngBounds,
  layerGroup,
  map,
  marker,
  point,
  polygon,
  polyline,
  popup,
  setOptions,
  svg,
  svgOverlay,
  tileLayer,
  tooltip,
};
