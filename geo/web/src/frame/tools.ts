// Where to look and what to take along: regions, whole screen, measuring, the link, files, paper.
import type { Context } from "../ask/context";
import { addressOf } from "../ask/link";
import type { TextKey } from "../atlas/i18n";
import { copyText } from "../parts/copy";
import { h } from "../parts/dom";
import { symbol } from "../parts/symbol";
import { goToChoice } from "./go_to";
import { popover } from "./popover";
import { addPrint } from "./print";
import { addMeasure } from "./ruler";
import { save } from "./save";
import type { Shell } from "./shell";
import { openCite } from "./take_away/cite_view";
import { openPrint } from "./take_away/print_view";

const ICONS = {
  more: "M4 10h.01M10 10h.01M16 10h.01",
  fullscreen: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  measure: "M2.5 13.5l11-11 4 4-11 11zM6 10l1.8 1.8M9 7l1.8 1.8M12 4l1.8 1.8",
  link: "M8 12l4-4M9 5.5l1.5-1.5a3.5 3.5 0 0 1 5 5L14 10.5M11 14.5 9.5 16a3.5 3.5 0 0 1-5-5L6 9.5",
  geojson: "M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 15.5h13",
  csv: "M10 3v9M6.5 8.5 10 12l3.5-3.5M3.5 15.5h13",
  picture: "M3 4h14v12H3zM3 13l4-4 3.5 3.5L13 10l4 4M12.5 7.5h.01",
  cite: "M4 11c0-3 1-5 3.5-6M4 11h4v4H4zM12 11c0-3 1-5 3.5-6M12 11h4v4h-4z",
  embed: "M7 6l-4 4 4 4M13 6l4 4-4 4M11 4 9 16",
  propose: "M4 16l1-4 9-9 3 3-9 9z",
  print: "M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z",
} as const;

async function toggleFullscreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    // A frame that may not is left as it is.
  }
}

interface Item {
  readonly icon: keyof typeof ICONS;
  readonly label: TextKey;
  /** What a press does; none where this page leaves it out. */
  readonly act: ((own: HTMLElement) => void) | undefined;
}

function itemButton({ t }: Context, { icon, label, act }: Item): HTMLElement {
  const own: HTMLElement = h(
    "button",
    { type: "button", class: "menu-item", "data-tool": icon, on: { click: () => act?.(own) } },
    symbol(ICONS[icon]),
    h("span", {}, t()(label)),
  );
  return own;
}

/** What only a page of its own lets readers take along: a small one leaves it to the whole atlas, to which it links. */
interface Further {
  picture(): void;
  embed(): void;
  propose(): void;
}

export function addTools(context: Context, shell: Shell, further?: Further): void {
  const { store, t, whole } = context;
  const measure = addMeasure(context, shell);
  const print = addPrint(context);
  const menu = h("div", { class: "backgrounds tool-menu", id: "kzuz-tools", role: "group", hidden: true });
  const toggle = h("button", { type: "button", class: "tool", "aria-controls": menu.id }, symbol(ICONS.more));
  toggle.querySelector("svg")?.classList.add("symbol-dots");

  const shown = popover(toggle, menu);

  const away = (act: () => void) => () => {
    shown.close();
    act();
  };
  async function copyLink(own: HTMLElement): Promise<void> {
    const done = await copyText(addressOf(store.get()));
    const said = t()(done ? "link.copied" : "ui.copy_failed");
    own.querySelector("span")!.textContent = said;
    shell.announce(said);
  }
  function name(): void {
    const label = t()("tools.more");
    toggle.setAttribute("aria-label", label);
    toggle.title = label;
    menu.setAttribute("aria-label", label);
  }
  function fill(): void {
    const screen: Item = {
      icon: "fullscreen",
      label: document.fullscreenElement ? "tools.fullscreen_end" : "tools.fullscreen",
      act: document.fullscreenEnabled ? away(() => void toggleFullscreen()) : undefined,
    };
    const items: Item[] = [
      screen,
      { icon: "measure", label: "measure.start", act: away(() => measure.start()) },
      { icon: "link", label: "link.copy", act: (own) => void copyLink(own) },
      { icon: "picture", label: "picture.start", act: further && away(further.picture) },
      { icon: "cite", label: "cite.start", act: away(() => openCite(context, shell.announce)) },
      { icon: "embed", label: "embed.start", act: further && away(further.embed) },
      { icon: "geojson", label: "download.geojson", act: () => save(context, "geojson") },
      { icon: "csv", label: "download.csv", act: () => save(context, "csv") },
      { icon: "propose", label: "propose.start", act: further && away(further.propose) },
      { icon: "print", label: "print.start", act: away(() => openPrint(context, print)) },
    ];
    menu.replaceChildren(
      goToChoice(context, shell.announce),
      ...items.filter(({ act }) => act).map((item) => itemButton(context, item)),
    );
  }
  toggle.addEventListener("click", async () => {
    // What is taken along must not be a part of it.
    await whole();
    if (shown.isOpen) {
      shown.close();
      return;
    }
    fill();
    shown.open();
  });
  store.on(["lang"], () => {
    shown.close();
    name();
  });
  shell.slots.tools.append(h("div", { class: "tool-group" }, toggle), menu);
  name();
}
