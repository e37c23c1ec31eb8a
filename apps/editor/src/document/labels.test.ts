import { describe, expect, test } from "vitest";
import type { WorkflowDocument, WorkflowNode } from "@leeway/engine";
import { setLabels, setParam } from "./commands.js";
import { fragmentOf, paste } from "./fragment.js";
import { fragmentIn } from "./fragment.js";
import { labelIn } from "./labels.js";

const vip = "595f5d522a934035decc093d";
const mentor = "595f5d522a934035decc093e";
const document = (node: Partial<WorkflowNode> = {}): WorkflowDocument => ({
  schemaVersion: 1,
  name: "x",
  nodes: [{ id: "tag", type: "leeloo.person.addTag", position: { x: 0, y: 0 }, params: {}, ...node }],
  edges: [],
  notes: [],
  settings: {},
});
const labelsOf = (found: WorkflowDocument) => found.nodes[0]?.labels;

describe("the names of chosen ids", () => {
  test("stand beside the id", () => {
    const found = setParam("tag", "tag_id", vip, { [vip]: "VIP" })(document());
    expect(labelsOf(found)).toEqual({ tag_id: { [vip]: "VIP" } });
    expect(labelIn(found.nodes[0], "tag_id", vip)).toBe("VIP");
    expect(labelIn(found.nodes[0], "tag_id", mentor)).toBeUndefined();
    expect(labelIn(found.nodes[0], "toString", "length")).toBeUndefined();
  });

  test("go with the id, and leave no trace", () => {
    const chosen = setParam("tag", "tag_id", vip, { [vip]: "VIP" })(document());
    expect(setParam("tag", "tag_id", "{{ vars.tag }}")(chosen).nodes[0]).not.toHaveProperty("labels");
    expect(setParam("tag", "tag_id", undefined)(chosen).nodes[0]).not.toHaveProperty("labels");
    const other = setParam("tag", "person_id", mentor, { [mentor]: "Olena" })(chosen);
    expect(labelsOf(setParam("tag", "tag_id", undefined)(other))).toEqual({ person_id: { [mentor]: "Olena" } });
  });

  test("are kept of every entry of a list", () => {
    const both = { tags: { [vip]: "VIP", [mentor]: "Mentor" } };
    const chosen = document({ params: { tags: [vip, mentor] }, labels: both });
    expect(labelsOf(setParam("tag", "tags", [mentor])(chosen))).toEqual({ tags: { [mentor]: "Mentor" } });
  });

  test("can be learnt later, and only of what is there", () => {
    const typed = document({ params: { tag_id: vip } });
    expect(labelsOf(setLabels("tag", "tag_id", { [vip]: "VIP", [mentor]: "Mentor" })(typed))).toEqual({
      tag_id: { [vip]: "VIP" },
    });
    expect(labelsOf(setLabels("tag", "tag_id", { [vip]: vip })(typed))).toBeUndefined();
  });

  test("are copied along", () => {
    const chosen = document({ params: { tag_id: vip }, labels: { tag_id: { [vip]: "VIP" } } });
    const copied = fragmentIn(JSON.stringify(fragmentOf(chosen, new Set(["tag"]))));
    const pasted = copied && paste(chosen, copied, { shift: { x: 0, y: 0 } });
    expect(pasted?.document.nodes[1]?.labels).toEqual({ tag_id: { [vip]: "VIP" } });
  });
});
