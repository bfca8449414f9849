// One icon for each sector, so that nothing rests on colour alone. Maki (CC0); two of our own.
import bank from "@mapbox/maki/icons/bank.svg";
import building from "@mapbox/maki/icons/building.svg";
import circle from "@mapbox/maki/icons/circle.svg";
import tower from "@mapbox/maki/icons/communications-tower.svg";
import hospital from "@mapbox/maki/icons/hospital.svg";
import industry from "@mapbox/maki/icons/industry.svg";
import liftGate from "@mapbox/maki/icons/lift-gate.svg";
import rail from "@mapbox/maki/icons/rail.svg";
import suitcase from "@mapbox/maki/icons/suitcase.svg";
import theatre from "@mapbox/maki/icons/theatre.svg";
import townHall from "@mapbox/maki/icons/town-hall.svg";
import warehouse from "@mapbox/maki/icons/warehouse.svg";
import water from "@mapbox/maki/icons/water.svg";
import type { Icon } from "../atlas/vocabulary";
import bolt from "./icons/bolt.svg";
import pickaxe from "./icons/pickaxe.svg";

const OUTLINES: Readonly<Record<Icon, string>> = {
  bank,
  bolt,
  building,
  circle,
  "communications-tower": tower,
  hospital,
  industry,
  "lift-gate": liftGate,
  pickaxe,
  rail,
  suitcase,
  theatre,
  "town-hall": townHall,
  warehouse,
  water,
};

/** The path of an icon by the name `data/sectors.json` gives it; a dot for one we do not have. */
export const outline = (name: string): string => OUTLINES[Object.hasOwn(OUTLINES, name) ? (name as Icon) : "circle"];
