// The tabs that look at one subject: agreements and figures, the railway, the crossings.
import type { Context } from "../context";
import { buildCrossings } from "./crossings";
import { buildRail } from "./rail";
import type { Shell } from "./shell";
import { buildTopics } from "./topics";

export function addSubjects(context: Context, shell: Shell): void {
  shell.addTab({ id: "topics", label: "tab.topics", build: (panel) => buildTopics(context, panel) });
  shell.addTab({ id: "rail", label: "tab.rail", build: (panel) => buildRail(context, panel) });
  shell.addTab({ id: "crossings", label: "tab.crossings", build: (panel) => buildCrossings(context, panel) });
}
