// The names of lines that find no room along them.
import assert from "node:assert/strict";
import test from "node:test";
import { inRows } from "../src/map/lines/in_rows";

test("a name is put in rows that are no longer than there is room, all of its words in their order", () => {
  const name = "Транзит российского газа в Узбекистан через Казахстан (реверс «Средняя Азия – Центр»)";
  const rows = inRows(name, 30);
  assert.ok(rows.every(({ length }) => length <= 30));
  assert.equal(rows.join(" "), name);
  assert.ok(rows.length <= 4);
  assert.deepEqual(inRows("Short", 30), ["Short"]);
  assert.deepEqual(inRows("a Gazoprovodnyy b", 5), ["a", "Gazoprovodnyy", "b"]);
});
