// What a page has round its map that was made for other people's pages (`kzuz embed`): no head, no panels and no search.
import type { Context } from "./ask/context";
import { filterSource, inTime } from "./ask/filters";
import { addCard } from "./card/card";
import { followAddress } from "./frame/address";
import { addEmbed } from "./frame/embed";
import { addNotes, createPins } from "./frame/pin";
import { addRegions } from "./frame/regions/view";
import type { Shell } from "./frame/shell";
import { addTime } from "./frame/time_slider/view";
import { addTools } from "./frame/tools";
import type { Frame, Options } from "./start";

/** Words are not looked for. */
const NO_SEARCH = () => null;

function addRest(context: Context, shell: Shell, { embed, whole }: Options): void {
  const { store } = context;
  store.addPredicate(inTime);
  store.addPredicate(filterSource(NO_SEARCH));
  createPins(context, shell);
  addTime(context, shell);
  addTools(context, shell);
  addRegions(context, NO_SEARCH);
  addCard(context, shell.card, shell.announce);
  addEmbed(context, whole);
  addNotes(context);
  followAddress(context, shell, { hasSearch: false }, embed === true);
}

export const SMALL: Frame = { tabs: [], addFirst: () => () => {}, addRest };
