declare module "*.css";
declare module "leaflet/dist/leaflet-src.esm.js";
declare module "leaflet/src/*";
