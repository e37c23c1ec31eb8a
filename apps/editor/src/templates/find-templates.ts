import { locales, type Catalogue } from "@leeway/engine";
import type { WorkflowTemplate } from "@leeway/nodes/templates";

/** The groups of the palette that a template's steps belong to, in the order of its steps. */
export function groupsOf({ steps }: WorkflowTemplate, catalogue: Catalogue): string[] {
  return [...new Set(steps.flatMap(({ type }) => catalogue.get(type)?.group ?? []))];
}

/** Templates with every word in their texts, in any language, and with a step of the group. */
export function findTemplates(
  templates: readonly WorkflowTemplate[],
  catalogue: Catalogue,
  query: string,
  group: string | null,
): WorkflowTemplate[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter((template) => {
    const texts = [template.title, template.summary, ...template.needs, ...template.steps.map(({ name }) => name)];
    const all = texts
      .flatMap((text) => locales.map((locale) => text[locale]))
      .join(" ")
      .toLocaleLowerCase();
    const fits = group === null || groupsOf(template, catalogue).includes(group);
    return fits && words.every((word) => all.includes(word));
  });
}
