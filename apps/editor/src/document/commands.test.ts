import { describe, expect, test } from "vitest";
import type { NodeDefinition, WorkflowDocument } from "@leeway/engine";
import { addNode, freeId, remove, setParam } from "./commands.js";
import { fragmentOf, paste } from "./fragment.js";
import { changed, emptyHistory, redone, undone } from "./history.js";
import { connect, refusalOf } from "./links.js";

const text = { en: "", uk: "", ru: "" };
const definition = (type: string, kind: NodeDefinition["kind"], ports = ["main"]): NodeDefinition => ({
  type,
  version: 1,
  kind,
  title: text,
  summary: text,
  group: "logic",
  icon: "x",
  params: [],
  ports: ports.map((id) => ({ id, title: text })),
  effect: "read",
  maxAttempts: 1,
  sample: null,
  outputSchema: {},
});
const hook = definition("trigger.webhook", "trigger");
const person = definition("leeloo.person.create", "action");
const choose = definition("logic.if", "logic", ["true", "false"]);
const empty: WorkflowDocument = { schemaVersion: 1, name: "x", nodes: [], edges: [], notes: [], settings: {} };

/** webhook ─→ person */
function two(): WorkflowDocument {
  const first = addNode(empty, hook, { position: { x: 0, y: 0 } });
  return addNode(first.document, person, { after: { source: first.id, sourceHandle: "main" } }).document;
}

describe("ids", () => {
  test("are the resource's name, then numbered", () => {
    expect(freeId(new Set(), "leeloo.person.create")).toBe("person");
    expect(freeId(new Set(["person", "person_2"]), "leeloo.person.create")).toBe("person_3");
    expect(freeId(new Set(), "logic.if")).toBe("if");
  });
});

describe("a new card", () => {
  const at = (spot: Parameters<typeof addNode>[2]) => {
    const { document, id } = addNode(two(), person, spot);
    return document.nodes.find((node) => node.id === id)?.position;
  };
  test("stands where it was let go, even over a part of another", () =>
    expect(at({ position: { x: 100, y: 30 }, exact: true })).toEqual({ x: 100, y: 30 }));
  test("that nobody placed covers no other", () =>
    expect(at({ position: { x: 100, y: 30 } })?.y).toBeGreaterThanOrEqual(100));
});

describe("a new step", () => {
  const leeloo: NodeDefinition = { ...person, credential: { types: ["leelooToken"] } };
  const web: NodeDefinition = { ...definition("http.request", "action"), credential: { types: ["httpBearer"] } };
  const catalogue = new Map([leeloo, web, hook].map((one) => [one.type, one]));
  /** A workflow whose steps of Leeloo sign in with these, and the credential of one more. */
  const next = (credentials: string[], added: NodeDefinition = leeloo) => {
    let document = two();
    for (const credential of credentials) {
      const made = addNode(document, leeloo, { position: { x: 0, y: 900 } });
      const nodes = made.document.nodes.map((node) => (node.id === made.id ? { ...node, credential } : node));
      document = { ...made.document, nodes };
    }
    const { document: after, id } = addNode(document, added, { position: { x: 0, y: 1_800 } }, catalogue);
    return after.nodes.find((node) => node.id === id)?.credential;
  };
  test("signs in as all others of its service do", () => {
    expect(next(["cred_1"])).toBe("cred_1");
    expect(next(["cred_1", "cred_1"])).toBe("cred_1");
  });
  test("has no credential where they differ, where there are none, and of another service", () => {
    expect(next(["cred_1", "cred_2"])).toBeUndefined();
    expect(next([])).toBeUndefined();
    expect(next(["cred_1"], web)).toBeUndefined();
  });
  test("that may do without one is not signed in", () => {
    expect(next(["cred_1"], { ...leeloo, credential: { types: ["leelooToken"], optional: true } })).toBeUndefined();
  });
});

describe("links", () => {
  test("follow a node added behind a port", () => {
    expect(two().edges).toEqual([{ id: "e1", source: "webhook", sourceHandle: "main", target: "person" }]);
  });
  test("never make a circle, lead into a trigger, or come twice", () => {
    const document = addNode(two(), person, { after: { source: "person", sourceHandle: "main" } }).document;
    const why = (source: string, target: string) => refusalOf(document, { source, sourceHandle: "main", target });
    expect(why("person_2", "person")).toBe("circle");
    expect(why("person", "webhook")).toBe("trigger");
    expect(why("webhook", "person")).toBe("twice");
    expect(why("person", "person")).toBe("nowhere");
    expect(why("webhook", "person_2")).toBeUndefined();
    expect(connect(document, "person", "main", "person")).toBe(document);
  });
  test("are split by a node put on them, whose first port goes on", () => {
    const { document, id } = addNode(two(), choose, { edge: "e1" });
    expect(document.edges.map(({ source, sourceHandle, target }) => [source, sourceHandle, target])).toEqual([
      ["webhook", "main", id],
      [id, "true", "person"],
    ]);
    expect(document.nodes.find((node) => node.id === "person")?.position.x).toBe(640);
  });
  test("close up when the node between them goes", () => {
    const document = remove(
      new Set(["person"]),
      new Set(),
    )(addNode(two(), person, { after: { source: "person", sourceHandle: "main" } }).document);
    expect(document.edges.map(({ source, target }) => [source, target])).toEqual([["webhook", "person_2"]]);
  });
});

describe("a copy", () => {
  test("gets ids of its own, and its expressions follow", () => {
    const document = setParam("person", "name", "{{ steps.person.data }} and {{ trigger.a }}, steps.person")(two());
    const { document: next, ids } = paste(document, fragmentOf(document, new Set(["person"])), {
      shift: { x: 32, y: 32 },
    });
    expect(ids).toEqual(["person_2"]);
    expect(next.nodes[2]?.params["name"]).toBe("{{ steps.person_2.data }} and {{ trigger.a }}, steps.person");
    expect(next.edges).toHaveLength(1);
  });
});

describe("history", () => {
  const named = (name: string): WorkflowDocument => ({ ...empty, name });
  test("goes back and forth", () => {
    const history = changed(changed(emptyHistory, named("a"), undefined, 0), named("b"), undefined, 10);
    const back = undone(history, named("c"));
    expect(back.document.name).toBe("b");
    expect(redone(back.history, back.document).document.name).toBe("c");
    expect(undone(back.history, back.document).document.name).toBe("a");
  });
  test("takes typing as one change, until a second passes", () => {
    const once = changed(emptyHistory, named("a"), "name", 0);
    expect(changed(once, named("b"), "name", 500).past).toHaveLength(1);
    expect(changed(once, named("b"), "name", 1_500).past).toHaveLength(2);
    expect(changed(once, named("b"), "other", 500).past).toHaveLength(2);
  });
  test("forgets what was undone once something new is done", () => {
    const back = undone(changed(emptyHistory, named("a"), undefined, 0), named("b"));
    expect(changed(back.history, back.document, undefined, 1).future).toEqual([]);
  });
});
