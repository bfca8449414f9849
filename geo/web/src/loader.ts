// The page's first script: unpacks the page's code and runs it, then the map's own script. Both run as inline scripts
// whose hashes the page's policy names, so nothing else can be slipped in. If it fails, the table without scripts stays.
import { inflate } from "./block";

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? "";

function run(text: string): void {
  const script = document.createElement("script");
  script.textContent = text;
  document.body.append(script);
}

async function start(): Promise<void> {
  run(await inflate(textOf("kzuz-code")));
  run(textOf("kzuz-map"));
}

start().catch((error: unknown) => {
  document.documentElement.classList.add("kzuz-failed");
  console.error(error);
});
