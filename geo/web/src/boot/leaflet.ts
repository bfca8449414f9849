// Leaflet as one object that elements of Folium's may add to, made from its modules: the ready-made bundle is a function
// inside functions, which a browser reads three times over before it runs.
import * as modules from "leaflet/dist/leaflet-src.esm.js";

export default { ...modules };
