import type { Credential } from "@leeway/api";
import { serviceOf, type TemplateCredentials, type WorkflowTemplate } from "@leeway/nodes/templates";

type Known = Pick<Credential, "id" | "name" | "type"> & { sandbox?: boolean };

/** The Leeloo credentials that a template's steps could use, the sandbox's first: nobody real is written to with it. */
export function credentialsFor<One extends Known>({ steps }: WorkflowTemplate, all: readonly One[]): One[] {
  if (!steps.some(({ type }) => serviceOf(type) === "leeloo")) return [];
  const own = all.filter(({ type }) => type === "leelooToken");
  return [...own.filter(({ sandbox }) => sandbox), ...own.filter(({ sandbox }) => !sandbox)];
}

/** What the other services sign in with. */
const types: Readonly<Record<string, readonly Credential["type"][]>> = {
  email: ["smtp"],
  telegram: ["telegramBot"],
  googleSheets: ["googleServiceAccount", "googleOAuth"],
};

/** Of each other service that a template writes to the one credential there is; of several nobody knows which is meant. */
export function othersFor({ steps }: WorkflowTemplate, all: readonly Known[]): TemplateCredentials {
  const services = [...new Set(steps.map(({ type }) => serviceOf(type)))].filter((service) => service in types);
  return Object.fromEntries(
    services.flatMap((service) => {
      const [only, ...more] = all.filter(({ type }) => types[service]?.includes(type));
      return only && more.length === 0 ? [[service, only.id]] : [];
    }),
  );
}

/** Whether a step is still to be told how it signs in. */
export const lacksCredential = ({ steps }: WorkflowTemplate, chosen: TemplateCredentials): boolean =>
  steps.some(({ type }) => (type.startsWith("leeloo.") || serviceOf(type) in types) && !chosen[serviceOf(type)]);
