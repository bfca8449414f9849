// The tabs that look at one subject: agreements and figures, the railway, the crossings.
import type { Context } from "../context";
import { buildCrossings } from "./crossings";
import { buildRail } from "./rail";
import type { Shell } from "./shell";
import { buildTopics } from "./topics";

export function addSubjects(context: Context, shell: Shell): void {
  shell.fillTab("topics", (panel) => buildTopics(context, panel));
  shell.fillTab("rail", (panel) => buildRail(context, panel));
  shell.fillTab("crossings", (panel) => buildCrossings(context, panel));
}
