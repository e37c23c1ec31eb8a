import { useDebouncedValue } from "@mantine/hooks";
import type { ParamDefinition } from "@leeway/engine";
import { useChoices, type Choice } from "../../api/choices.js";
import { useCatalogue } from "../../document/catalogue.js";
import { useStep } from "../step-context.js";
import { serviceSearch } from "@leeway/api";

export interface ChoiceList {
  /** What fits what was typed, the service's own findings first. */
  found: readonly Choice[];
  /** How many have been read so far. */
  read: number;
  error: unknown;
  /** Nothing has come yet. */
  pending: boolean;
  /** Something more is on its way. */
  busy: boolean;
  /** Reads the next part; undefined where all has been read. */
  further: (() => void) | undefined;
  refresh: () => void;
}

/** What has the typed words in its name, its second line or its id. */
export function fittingChoices(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = typed.trim().toLocaleLowerCase();
  return choices.filter(({ label, hint = "", value }) =>
    `${label} ${hint} ${value}`.toLocaleLowerCase().includes(wanted),
  );
}

/** Choices by what was typed: from what has been read, and by phone or e-mail from the service. */
export function useChoiceList(
  param: ParamDefinition,
  values: Readonly<Record<string, string>>,
  typed: string,
): ChoiceList {
  const { definition } = useStep();
  const list = useCatalogue().get(param.optionsFrom?.nodeType ?? "");
  const [settled] = useDebouncedValue(typed, 400);
  const asked = serviceSearch(list, settled);
  const all = useChoices(definition.type, param.name, values, true);
  const direct = useChoices(definition.type, param.name, { ...values, ...asked }, asked !== undefined);
  const fitting = fittingChoices(all.items ?? [], typed);
  const first = asked && settled === typed ? (direct.items ?? []) : [];
  const seen = new Set(first.map(({ value }) => value));
  const searching = asked !== undefined && direct.isFetching;
  return {
    found: [...first, ...fitting.filter(({ value }) => !seen.has(value))],
    read: all.items?.length ?? 0,
    error: (asked && direct.error) ?? all.error,
    pending: all.isPending,
    busy: all.isFetching || searching || (serviceSearch(list, typed) !== undefined && settled !== typed),
    further: all.hasNextPage && !all.isFetching ? () => void all.fetchNextPage() : undefined,
    refresh: () => void (asked ? Promise.all([direct.refresh(), all.refresh()]) : all.refresh()),
  };
}
