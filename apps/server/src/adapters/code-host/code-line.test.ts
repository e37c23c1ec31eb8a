import fc from "fast-check";
import { expect, test } from "vitest";
import { CodeLine } from "./code-line.js";

const of = (workflowId: string, nth = 0) => ({ workflowId, nth });

test("whoever has the fewest going is next, and of those whoever was served longest ago", () => {
  const line = new CodeLine<ReturnType<typeof of>>(2);
  const [a1, a2, a3, b1, b2] = [of("a", 1), of("a", 2), of("a", 3), of("b", 1), of("b", 2)];
  for (const one of [a1, a2, a3, b1, b2]) line.add(one);
  expect([line.next(), line.next(), line.next(), line.next(), line.next()]).toEqual([a1, b1, a2, b2, undefined]);
  line.done(b1);
  expect(line.next()).toBeUndefined();
  line.done(a1);
  expect(line.next()).toBe(a3);
});

test("who has left the line is not served", () => {
  const line = new CodeLine<ReturnType<typeof of>>(2);
  const [a, b] = [of("a"), of("b")];
  for (const one of [a, b]) line.add(one);
  line.remove(a);
  expect([line.next(), line.next()]).toEqual([b, undefined]);
});

test("everybody is served, in the order of their coming inside a workflow, and never more of one than may be", () => {
  const move = fc.oneof(fc.constantFrom("a", "b", "c"), fc.constantFrom("next", "done"));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), fc.integer({ min: 1, max: 3 }), (moves, most) => {
      const line = new CodeLine<ReturnType<typeof of>>(most);
      const served: ReturnType<typeof of>[] = [];
      const going: ReturnType<typeof of>[] = [];
      let came = 0;
      const next = () => {
        const one = line.next();
        if (!one) return false;
        served.push(one);
        going.push(one);
        expect(going.filter(({ workflowId }) => workflowId === one.workflowId).length).toBeLessThanOrEqual(most);
        return true;
      };
      const done = () => {
        const one = going.shift();
        if (one) line.done(one);
        return one !== undefined;
      };
      for (const one of moves) {
        if (one === "next") next();
        else if (one === "done") done();
        else line.add(of(one, (came += 1)));
      }
      while (next() || done());
      const inOrder = (id: string) => served.filter(({ workflowId }) => workflowId === id).map(({ nth }) => nth);
      expect(served).toHaveLength(came);
      for (const id of ["a", "b", "c"]) expect(inOrder(id)).toEqual(inOrder(id).toSorted((x, y) => x - y));
      expect(going).toHaveLength(0);
    }),
  );
});
