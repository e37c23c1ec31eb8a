import fc from "fast-check";
import { expect, test } from "vitest";
import { CodeLine } from "./code-line.js";

/** `A1` is of workflow 1 in workspace A. */
const of = (workflowId: string, nth = 0) => ({ workspaceId: workflowId.charAt(0), workflowId, nth });
type Piece = ReturnType<typeof of>;

function lineOf(...pieces: Piece[]) {
  const line = new CodeLine<Piece>(2);
  for (const one of pieces) line.add(one);
  return line;
}

test("the workflow that has the fewest going is next, and of those the one that was served longest ago", () => {
  const [a1, a2, a3, b1, b2] = [of("A1", 1), of("A1", 2), of("A1", 3), of("A2", 1), of("A2", 2)];
  const line = lineOf(a1, a2, a3, b1, b2);
  expect([line.next(), line.next(), line.next(), line.next(), line.next()]).toEqual([a1, b1, a2, b2, undefined]);
  line.done(b1);
  expect(line.next()).toBeUndefined();
  line.done(a1);
  expect(line.next()).toBe(a3);
});

test.each([
  ["workflows", ["A1", "A2", "A3"]],
  ["workspaces", ["A1", "B1", "C1"]],
])("where one is done at a time, %s take turns", (_what, ids) => {
  const line = lineOf(...ids.flatMap((id) => [of(id, 1), of(id, 2)]));
  const served = ids.concat(ids).map(() => {
    const one = line.next();
    if (one) line.done(one);
    return one?.workflowId;
  });
  expect(served).toEqual([...ids, ...ids]);
});

test("a workspace waits behind one piece of another, in however many workflows that one waits", () => {
  const many = Array.from({ length: 100 }, (_, index) => of(`A${index}`));
  const line = lineOf(...many);
  const going = [line.next(), line.next()];
  line.add(of("B0"));
  line.add(of("B1"));
  expect(going).toEqual(many.slice(0, 2));
  expect([line.next(), line.next(), line.next()]).toEqual([of("B0"), of("B1"), many[2]]);
});

test("where a workspace may have no more going, the next one has its turn", () => {
  const line = lineOf(of("A1"), of("A1"), of("A1"));
  expect([line.next(), line.next(), line.next()]).toEqual([of("A1"), of("A1"), undefined]);
  for (let i = 0; i < 3; i++) line.add(of(`B${i}`));
  expect([line.next(), line.next(), line.next(), line.next()]).toEqual([of("B0"), of("B1"), of("B2"), undefined]);
});

test("who has left the line is not served", () => {
  const [a, b] = [of("A1"), of("A2")];
  const line = lineOf(a, b);
  line.remove(a);
  expect([line.next(), line.next()]).toEqual([b, undefined]);
});

test("everybody is served, in the order of their coming inside a workflow, and never more of one than may be", () => {
  const ids = ["A1", "A2", "B1"];
  const move = fc.oneof(fc.constantFrom(...ids), fc.constantFrom("next", "done"));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 60 }), fc.integer({ min: 1, max: 3 }), (moves, most) => {
      const line = new CodeLine<Piece>(most);
      const served: Piece[] = [];
      const going: Piece[] = [];
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
      for (const id of ids) expect(inOrder(id)).toEqual(inOrder(id).toSorted((x, y) => x - y));
      expect(going).toHaveLength(0);
    }),
  );
});
