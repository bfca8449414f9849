import assert from "node:assert/strict";
import test from "node:test";
import catalogues from "../../i18n/interface.json";
import { translator } from "../src/atlas/i18n";
import { readText } from "../src/atlas/read_up_to";
import type { Atlas } from "../src/atlas/types";
import { atlasOf } from "./helpers";

const messages = Object.fromEntries(Object.entries(catalogues).map(([lang, { messages }]) => [lang, messages]));
const t = translator(messages as Atlas["messages"], "en");

test("sources read at different times are never told by the newest date alone", () => {
  const atlas = atlasOf([], { read: ["2026-02", "2026-03", "2026-11-26"] });
  assert.equal(readText(t, atlas, "short"), "Most sources read up to March 2026");
  assert.equal(
    readText(t, atlas, "long"),
    "Most sources read up to March 2026 (oldest February 2026, newest 26 November 2026)",
  );
});

test("one date is told as one, and an atlas without any tells none", () => {
  const atlas = atlasOf([], { read: ["2026-03", "2026-03", "2026-03"] });
  assert.equal(readText(t, atlas, "short"), "Sources read up to March 2026");
  assert.equal(readText(t, atlas, "long"), readText(t, atlas, "short"));
  assert.equal(readText(t, atlasOf([]), "long"), "");
});
