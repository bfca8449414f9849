// Lines that areas share cross once, as arcs; here areas and borders get their courses back. Its twin is geo/render/arcs.py.
import type { Basemap } from "./types";

type Numbers = readonly number[];

/** The arc's points, in whole numbers. */
function pointsOf(arc: Numbers): [x: number, y: number][] {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < arc.length; i += 2) {
    x += arc[i]!;
    y += arc[i + 1]!;
    points.push([x, y]);
  }
  return points;
}

/** The course of some arcs one after another, as a first position and steps; ~i is arc i backwards. */
function joined(arcs: readonly Numbers[], numbers: Numbers): number[] {
  const course: number[] = [];
  let [lastX, lastY] = [0, 0];
  for (const number of numbers) {
    const points = pointsOf(arcs[number < 0 ? ~number : number] ?? []);
    if (number < 0) points.reverse();
    for (const [x, y] of course.length ? points.slice(1) : points) {
      course.push(x - lastX, y - lastY);
      [lastX, lastY] = [x, y];
    }
  }
  return course;
}

/** A background with the courses of all its shapes. */
export function joinArcs({ arcs = [], ...basemap }: Basemap): Basemap {
  const courses = (numbers: readonly Numbers[]) => numbers.map((own) => joined(arcs, own));
  const areas = ({ arcs: own, ...area }: NonNullable<Basemap["countries"]>[number]) =>
    own ? { ...area, part: courses(own) } : area;
  const lines = ({ arcs: own, ...line }: NonNullable<Basemap["borders"]>[number]) =>
    own ? { ...line, line: courses(own) } : line;
  return {
    ...basemap,
    ...(basemap.countries && { countries: basemap.countries.map(areas) }),
    ...(basemap.admin1 && { admin1: basemap.admin1.map(areas) }),
    ...(basemap.borders && { borders: basemap.borders.map(lines) }),
  };
}
