import assert from "node:assert/strict";
import test from "node:test";
import { sliced } from "../src/boot/slices";

function* count(to: number, seen: number[]): Generator<void, string> {
  for (let i = 0; i < to; i++) {
    seen.push(i);
    yield;
  }
  return "done";
}

test("work in pieces is done once, whoever asks and when", async () => {
  const seen: number[] = [];
  const work = sliced(() => count(3, seen));
  assert.deepEqual(seen, [], "it begins at the first question");
  const later = work.later();
  assert.equal(work.now(), "done");
  assert.equal(work.now(), "done");
  assert.equal(await later, "done");
  assert.deepEqual(seen, [0, 1, 2]);
});

test("others have their turn before long work is done", async () => {
  function* slow(): Generator<void, number> {
    for (let i = 0; i < 4; i++) {
      const end = performance.now() + 4;
      while (performance.now() < end);
      yield;
    }
    return 4;
  }
  let turns = 0;
  const others = setInterval(() => turns++, 0);
  assert.equal(await sliced(slow).later(), 4);
  clearInterval(others);
  assert.ok(turns > 0);
});
