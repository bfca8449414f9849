// The tabs that look at one subject: agreements and figures, the railway, the crossings.
import type { Context } from "../ask/context";
import type { Shell } from "../frame/shell";
import { buildCrossings } from "../panels/crossings/view";
import { buildRail } from "../panels/rail/view";
import { buildTopics } from "../panels/topics/view";

export function addSubjects(context: Context, shell: Shell): void {
  shell.fillTab("topics", (panel) => buildTopics(context, panel));
  shell.fillTab("rail", (panel) => buildRail(context, panel));
  shell.fillTab("crossings", (panel) => buildCrossings(context, panel));
}
