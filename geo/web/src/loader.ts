// The page's first script: unpacks the page's style and code and puts them in, then the map's own script. All are inline
// and the page's policy names their hashes, so nothing else can be slipped in. If it fails, the table without scripts
// stays.
import { inflate } from "./block";

const page = document.documentElement.classList;
const textOf = (id: string): string => document.getElementById(id)?.textContent ?? "";

function put(tag: "style" | "script", text: string): void {
  const element = document.createElement(tag);
  element.textContent = text;
  document.head.append(element);
}

async function start(): Promise<void> {
  const [style, code] = await Promise.all([inflate(textOf("kzuz-style")), inflate(textOf("kzuz-code"))]);
  put("style", style);
  put("script", code);
  put("script", textOf("kzuz-map"));
}

page.replace("kzuz-wait", "kzuz-load");
// By then the map's script has put "kzuz-started" in its place, or the table is shown.
start()
  .catch((error: unknown) => {
    page.add("kzuz-failed");
    console.error(error);
  })
  .finally(() => page.remove("kzuz-load"));
