// Going from date to date: one at a time, however fast they are asked for, and by itself while it plays.
import type { Store } from "../../ask/state";
import type { Edtf } from "../../atlas/types";
import { firstStop, nextStop, STOPS, stopOf } from "./data";

/** While playing: a month a step, or a year a step for readers who want nothing to move. */
const MONTH_MS = 220;
const YEAR_MS = 1600;

export interface Travel {
  /** Goes to a date: the map in one frame, the words in the next one, and only then on to another date. */
  go(time: Edtf): void;
  /** Goes nowhere that was asked for before. */
  stay(): void;
}

export function traveller(store: Store): Travel {
  /** The date to go to in the next frame, if any; and whether this frame or the one before went to one. */
  let wanted: Edtf | null = null;
  let isGoing = false;
  function arrive(): void {
    const time = wanted;
    wanted = null;
    if (time) store.set({ time });
    requestAnimationFrame(() => {
      isGoing = wanted !== null;
      if (isGoing) requestAnimationFrame(arrive);
    });
  }
  return {
    go(time) {
      wanted = time;
      if (isGoing) return;
      isGoing = true;
      requestAnimationFrame(arrive);
    },
    stay() {
      wanted = null;
    },
  };
}

export interface Player {
  readonly isPlaying: boolean;
  start(): void;
  stop(): void;
}

/** @param changed it began or ended */
export function player(store: Store, go: (time: Edtf) => void, changed: () => void): Player {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = 0;
  function step(): void {
    const next = nextStop(stopOf(store.get().time ?? STOPS[0]!), calm.matches);
    if (next >= STOPS.length || document.hidden) own.stop();
    else go(STOPS[next]!);
  }
  const own: Player = {
    get isPlaying() {
      return timer !== 0;
    },
    start() {
      const { time } = store.get();
      if (!time || stopOf(time) === STOPS.length - 1) store.set({ time: firstStop(calm.matches) });
      timer = window.setInterval(step, calm.matches ? YEAR_MS : MONTH_MS);
      changed();
    },
    stop() {
      clearInterval(timer);
      timer = 0;
      changed();
    },
  };
  return own;
}
