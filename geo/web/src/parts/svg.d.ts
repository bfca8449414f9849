declare module "*.svg" {
  /** The outline: text for a path's `d`, drawn in a box of 15 × 15. */
  const outline: string;
  export default outline;
}
declare module "*.css";
declare module "leaflet/dist/leaflet-src.esm.js";
declare module "leaflet/src/*";
