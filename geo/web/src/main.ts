// The atlas's page: the frame with every panel. `start.ts` says how it starts; nothing else puts all together.
// Leaflet's styles first, for ours change them.
import "leaflet/dist/leaflet.css";
import "./css/atlas.css";
import type { Context } from "./ask/context";
import { filterSource, inTime } from "./ask/filters";
import { createSearch } from "./ask/search/search";
import type { Position } from "./atlas/types";
import { helpFolium } from "./boot/folium";
import { addCard } from "./card/card";
import { followAddress } from "./frame/address";
import { addEmbed } from "./frame/embed";
import { addLead } from "./frame/lead/view";
import { createPins } from "./frame/pin";
import { addRegions } from "./frame/regions/view";
import { addSearch } from "./frame/search_box/view";
import { type Shell, TABS } from "./frame/shell";
import { openEmbed } from "./frame/take_away/embed_view";
import { openPicture } from "./frame/take_away/picture_view";
import { openPropose, proposeButton } from "./frame/take_away/propose_view";
import { addTime } from "./frame/time_slider/view";
import { addTools } from "./frame/tools";
import type { Ground } from "./map/ground/background";
import { buildChanges } from "./panels/changes/view";
import { buildCrossings } from "./panels/crossings/view";
import { addChips } from "./panels/filters/chips";
import { buildFilters } from "./panels/filters/view";
import { buildLegend } from "./panels/legend/view";
import { buildList } from "./panels/list/view";
import { buildRail } from "./panels/rail/view";
import { buildTopics } from "./panels/topics/view";
import { SMALL } from "./small";
import { type Frame, type Options, offer } from "./start";

/** The head and the legend, beside the map from the start. */
function addFirst(context: Context, shell: Shell): () => void {
  const aim = addLead(context, shell.slots.lead);
  shell.fillTab("legend", (panel) => buildLegend(context, panel));
  return aim;
}

/** Everything beside the map, and what the address asks for. */
function addRest(context: Context, shell: Shell, { embed, whole }: Options, ground: Ground): void {
  const { atlas, store } = context;
  const index = createSearch(atlas);
  store.addPredicate(inTime);
  store.addPredicate(filterSource(index.matching));
  shell.fillTab("list", (panel) => buildList(context, panel, shell.widen));
  const propose = (at?: Position) => proposeButton(context, shell.announce, at);
  const search = addSearch(context, shell, index, createPins(context, shell, propose));
  shell.fillTab("filters", (panel) => buildFilters(context, panel, index.matching));
  shell.fillTab("changes", (panel) => buildChanges(context, panel));
  addTime(context, shell);
  addTools(context, shell, {
    picture: () => openPicture(context, ground, shell.announce),
    embed: () => openEmbed(context, shell.announce),
    propose: () => openPropose(context, shell.announce),
  });
  addRegions(context, index.matching);
  addChips(context, shell.slots.strip, index.matching, { announce: shell.announce, refocus: () => search.focus() });
  shell.fillTab("topics", (panel) => buildTopics(context, panel));
  shell.fillTab("rail", (panel) => buildRail(context, panel));
  shell.fillTab("crossings", (panel) => buildCrossings(context, panel, shell.widen));
  addCard(context, shell.card, shell.announce, propose);
  if (embed) addEmbed(context, whole);
  // Last: the link may ask for any tab and any feature, so all must be there.
  followAddress(context, shell, { tabs: shell.tabs }, embed === true);
}

const WHOLE: Frame = { tabs: TABS, addFirst, addRest };
/** Whether this is the code of pages to which elements of Folium's were added, small ones too; set by the build. */
declare const IS_WHOLE: boolean;
if (IS_WHOLE) helpFolium();
offer(({ embed }) => (IS_WHOLE && embed ? SMALL : WHOLE));
