import assert from "node:assert/strict";
import test from "node:test";
import { layOut, obstacleOf } from "../src/map/marks/layout";

const crowd = [0, 5, 10, 15, 20].map((x) => ({ x, y: 0 }));
const far = { x: 500, y: 500 };

test("a crowd is one group with all its members, and what stands apart stays itself", () => {
  const seats = layOut([...crowd, far], true, -1);
  assert.deepEqual(
    seats.map(({ isGroup, members }) => [isGroup, members.toSorted((a, b) => a - b)]),
    [
      [true, [0, 1, 2, 3, 4]],
      [false, [5]],
    ],
  );
  assert.deepEqual([seats[0]!.x, seats[0]!.y], [10, 0], "a group stands in the middle of its members");
});

test("the chosen mark stands for itself beside its group, which still counts it", () => {
  const seats = layOut(crowd, true, 2);
  const alone = seats.filter(({ isGroup }) => !isGroup);
  assert.deepEqual(
    alone.map(({ members }) => members),
    [[2]],
  );
  assert.equal(seats.find(({ isGroup }) => isGroup)!.members.length, 5);
});

test("from near every mark stands for itself, and none stands on another", () => {
  const seats = layOut(crowd, false, -1);
  assert.equal(seats.length, crowd.length);
  for (const [i, a] of seats.entries()) {
    for (const b of seats.slice(i + 1)) {
      assert.ok(Math.hypot(a.x + a.dx - b.x - b.dx, a.y + a.dy - b.y - b.dy) >= 24, "targets of 24 px do not overlap");
    }
  }
});

test("labels keep clear of where a mark is drawn, not of where it belongs", () => {
  const [seat] = layOut([far], false, -1);
  assert.deepEqual(obstacleOf({ ...seat!, dx: 3, dy: -4 }).slice(0, 2), [503, 496]);
  assert.ok(obstacleOf({ ...seat!, isGroup: true })[2] > obstacleOf(seat!)[2], "a group takes more room");
});
