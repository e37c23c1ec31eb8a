import {
  isObject,
  type Callee,
  type DeclaredInput,
  type Json,
  type WorkflowDocument,
  type WorkflowNode,
} from "@leeway/engine";

const TRIGGER = "trigger.workflow";

/** The trigger by which other workflows call this one. */
export function callable(document: Pick<WorkflowDocument, "nodes">): WorkflowNode | undefined {
  return document.nodes.find(({ type, disabled }) => type === TRIGGER && disabled !== true);
}

/** A workflow of this document as steps of others see it. */
export function calleeOf({ name, published }: Pick<Callee, "name" | "published">, document: WorkflowDocument): Callee {
  const trigger = callable(document);
  return { name, published, callable: trigger !== undefined, inputs: declaredInputs(trigger?.params["inputs"]) };
}

/** What such a trigger says it is to be given; a row without a name says nothing. */
export function declaredInputs(rows: Json | undefined): DeclaredInput[] {
  return (Array.isArray(rows) ? rows : []).flatMap((row) => {
    if (!isObject(row) || typeof row["name"] !== "string" || row["name"].trim() === "") return [];
    const type = typeof row["type"] === "string" && row["type"] !== "" ? row["type"] : "text";
    return [{ name: row["name"].trim(), type, required: row["required"] !== false }];
  });
}
