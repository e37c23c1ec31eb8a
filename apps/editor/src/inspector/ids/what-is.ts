import { useMemo } from "react";
import type { IdKind } from "@leeway/engine";
import { useShownChoices, type Choice } from "../../api/choices.js";
import { labelledAlike } from "../../document/alike.js";
import { useCatalogue } from "../../document/catalogue.js";
import { labelIn } from "../../document/labels.js";
import { useEditor } from "../../document/store.js";
import { besideIn, knownIn, type KnownId } from "../../expression/known-ids.js";
import { usePreview } from "../../expression/preview-context.js";

/** What is known of an id: from lists that were shown, from names that were chosen, from the last run and samples. */
export interface WhatIs {
  (id: string): readonly KnownId[];
  /** What of a kind belongs to the thing that an id names: a person's channels. */
  beside: (id: string, wanted: IdKind) => readonly Choice[];
}

/** Nothing is asked for: it says what is at hand. */
export function useWhatIs(): WhatIs {
  const lists = useShownChoices();
  const nodes = useEditor((state) => labelledAlike(state.nodes));
  const catalogue = useCatalogue();
  const { sources } = usePreview();
  return useMemo(() => {
    const kindOf = (type: string | undefined, param: string): IdKind | undefined =>
      catalogue.get(type ?? "")?.params.find(({ name }) => name === param)?.idKind;
    const fromLists = (id: string) =>
      lists.flatMap(({ nodeType, param, data }): KnownId[] => {
        const idKind = kindOf(nodeType, param);
        const found = data?.pages.flatMap(({ items }) => items).find(({ value }) => value === id);
        return idKind && found ? [{ idKind, label: found.label }] : [];
      });
    const fromNames = (id: string) =>
      [...nodes.values()].flatMap((node) =>
        Object.keys(node.labels ?? {}).flatMap((param): KnownId[] => {
          const idKind = kindOf(node.type, param);
          const label = labelIn(node, param, id);
          return idKind && label !== undefined ? [{ idKind, label }] : [];
        }),
      );
    const fromData = (id: string) => sources.flatMap(({ ids, value }) => knownIn(ids, value, id));
    const whatIs = (id: string) => [...fromLists(id), ...fromNames(id), ...fromData(id)];
    const beside = (id: string, wanted: IdKind): Choice[] => {
      const owner = whatIs(id).find(({ label }) => label !== undefined)?.label;
      const fitting = new Map<string, Choice>();
      for (const { nodeType, param, data } of lists)
        if (kindOf(nodeType, param) === wanted)
          for (const choice of data?.pages.flatMap(({ items }) => items) ?? [])
            // A list of channels calls each by its person.
            if (owner !== undefined && choice.label === owner) fitting.set(choice.value, choice);
      for (const { ids, value } of sources)
        for (const found of besideIn(ids, value, id, wanted))
          if (!fitting.has(found)) fitting.set(found, { value: found, label: owner ?? found });
      return [...fitting.values()];
    };
    return Object.assign(whatIs, { beside });
  }, [lists, nodes, catalogue, sources]);
}
