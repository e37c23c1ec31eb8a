import { useMemo } from "react";
import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import type { IdKind } from "@leeway/engine";
import { CHOICES, type Choice } from "../../api/choices.js";
import { useCatalogue } from "../../document/catalogue.js";
import { labelIn } from "../../document/labels.js";
import { useEditor } from "../../document/store.js";
import { knownIn, type KnownId } from "../../expression/known-ids.js";
import { usePreview } from "../../expression/preview-context.js";

/** What is known of an id: from lists that were shown, from names that were chosen, from the last run and samples. */
export type WhatIs = (id: string) => readonly KnownId[];

/** Nothing is asked for: it says what is at hand. */
export function useWhatIs(): WhatIs {
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const { sources } = usePreview();
  return useMemo(() => {
    const kindOf = (type: string | undefined, param: string): IdKind | undefined =>
      catalogue.get(type ?? "")?.params.find(({ name }) => name === param)?.idKind;
    const fromLists = (id: string) =>
      client
        .getQueriesData<InfiniteData<{ items: Choice[] }>>({ queryKey: [CHOICES] })
        .flatMap(([[, type, param], data]): KnownId[] => {
          const idKind = kindOf(String(type), String(param));
          const found = data?.pages.flatMap(({ items }) => items).find(({ value }) => value === id);
          return idKind && found ? [{ idKind, label: found.label }] : [];
        });
    const fromNames = (id: string) =>
      useEditor.getState().document.nodes.flatMap((node) =>
        Object.keys(node.labels ?? {}).flatMap((param): KnownId[] => {
          const idKind = kindOf(node.type, param);
          const label = labelIn(node, param, id);
          return idKind && label !== undefined ? [{ idKind, label }] : [];
        }),
      );
    const fromData = (id: string) => sources.flatMap(({ ids, value }) => knownIn(ids, value, id));
    return (id) => [...fromLists(id), ...fromNames(id), ...fromData(id)];
  }, [client, catalogue, sources]);
}
