// The page for other people's pages, whose code and style are those of a small frame alone.
// Leaflet's styles first, for ours change them.
import "leaflet/dist/leaflet.css";
import "./css/small.css";
import { SMALL } from "./small";
import { offer } from "./start";

offer(() => SMALL);
