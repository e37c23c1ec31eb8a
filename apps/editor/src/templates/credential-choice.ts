import type { Credential } from "@leeway/api";
import type { WorkflowTemplate } from "@leeway/nodes/templates";

type Known = Pick<Credential, "id" | "name" | "type"> & { sandbox?: boolean };

/** The Leeloo credentials that a template's steps could use, the sandbox's first: nobody real is written to with it. */
export function credentialsFor<One extends Known>({ steps }: WorkflowTemplate, all: readonly One[]): One[] {
  if (!steps.some(({ type }) => type.startsWith("leeloo."))) return [];
  const own = all.filter(({ type }) => type === "leelooToken");
  return [...own.filter(({ sandbox }) => sandbox), ...own.filter(({ sandbox }) => !sandbox)];
}
