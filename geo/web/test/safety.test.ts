import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
const sources = files("src").filter((path) => /\.(ts|css)$/.test(path));
const holding = (pattern: RegExp) => sources.filter((path) => pattern.test(readFileSync(path, "utf8")));

test("no text is ever turned into markup or code", () => {
  assert.deepEqual(
    holding(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function/),
    [],
  );
  assert.deepEqual(holding(/setAttribute\("style"|createContextualFragment|setHTMLUnsafe/), []);
});

test("the page asks for nothing and its styles fetch nothing", () => {
  // The editor's page asks the server it came from, on the reader's own machine, and no other: its policy says so.
  const ofPages = (path: string) => !path.startsWith("src/editor/");
  assert.deepEqual(holding(/\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|import\(/).filter(ofPages), []);
  assert.deepEqual(holding(/url\(\s*["']?https?:|@import\s+(url\()?["']?https?:/), []);
});
