import assert from "node:assert/strict";
import test from "node:test";
import { crowdAt, isCrowded, layOut, obstacleOf } from "../src/map/marks/layout";

const crowd = [0, 5, 10, 15, 20].map((x) => ({ x, y: 0 }));
const far = { x: 500, y: 500 };

test("a crowd is one group with all its members, and what stands apart stays itself", () => {
  const seats = layOut([...crowd, far], crowdAt(5), -1);
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
  const seats = layOut(crowd, crowdAt(5), 2);
  const alone = seats.filter(({ isGroup }) => !isGroup);
  assert.deepEqual(
    alone.map(({ members }) => members),
    [[2]],
  );
  assert.equal(seats.find(({ isGroup }) => isGroup)!.members.length, 5);
});

test("from near every mark stands for itself, and none stands on another", () => {
  const seats = layOut(crowd, crowdAt(7), -1);
  assert.equal(seats.length, crowd.length);
  for (const [i, a] of seats.entries()) {
    for (const b of seats.slice(i + 1)) {
      assert.ok(Math.hypot(a.x + a.dx - b.x - b.dx, a.y + a.dy - b.y - b.dy) >= 24, "targets of 24 px do not overlap");
    }
  }
});

test("labels keep clear of where a mark is drawn, not of where it belongs", () => {
  const [seat] = layOut([far], crowdAt(7), -1);
  assert.deepEqual(obstacleOf({ ...seat!, dx: 3, dy: -4 }).slice(0, 2), [503, 496]);
  assert.ok(obstacleOf({ ...seat!, isGroup: true })[2] > obstacleOf(seat!)[2], "a group takes more room");
});

test("a fan holds a dozen marks at most; a larger crowd stays a group until ground ends", () => {
  const many = Array.from({ length: 13 }, (_, i) => ({ x: i, y: 0 }));
  const groups = (homes: typeof many, zoom: number) =>
    layOut(homes, crowdAt(zoom), -1).filter(({ isGroup }) => isGroup);
  assert.equal(groups(many, 8).length, 1);
  assert.equal(groups(many.slice(1), 8).length, 0);
  assert.equal(groups(many, 11).length, 0);
  assert.deepEqual([isCrowded(many, 8), isCrowded(many.slice(1), 8), isCrowded(many, 11)], [true, false, false]);
});
