import { useMemo, useRef, useState } from "react";
import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import { ApiProblem } from "../api/http.js";
import { useT } from "../ui/language.js";
import { sayDone, sentence } from "../ui/said.js";
import { mergeRows, type Base } from "./merge-rows.js";
import { faultsOf, placeRefusals, toType, type RowErrors, type ValueRow } from "./value-rows.js";

export interface ValueRows {
  rows: readonly ValueRow[];
  errors: RowErrors;
  /** A refusal that belongs to no row. */
  refusal: string | undefined;
  /** Somebody else has saved the list meanwhile: `reload` brings theirs in, below what was typed here. */
  conflict: boolean;
  reload: () => void;
  /** The name under which the server has a row; undefined for one that it does not have. */
  storedName: (key: string) => string | undefined;
  dirty: boolean;
  saving: boolean;
  /** Puts an empty row at the end and returns its key. */
  add: () => string;
  change: (key: string, part: Partial<Omit<ValueRow, "key">>) => void;
  remove: (key: string) => void;
  discard: () => void;
  save: () => void;
}

interface List<T> {
  items: T[];
  revision?: string | undefined;
}
interface Plan<T> {
  query: UseQueryResult<List<T>>;
  toRows: (items: readonly T[]) => ValueRow[];
  toItems: (rows: readonly ValueRow[]) => T[];
  saving: UseMutationResult<List<T>, Error, List<T>>;
  /** Every row needs a value. */
  needed: boolean;
}

const noErrors: RowErrors = new Map();

/** A list that is edited as a table and saved whole; what was typed stays whatever the server says. */
export function useValueRows<T>({ query, toRows, toItems, saving, needed }: Plan<T>): ValueRows {
  const t = useT();
  const stored = query.data;
  const original = useMemo<Base>(
    () => ({ rows: toRows(stored?.items ?? []), revision: stored?.revision }),
    [stored, toRows],
  );
  const [draft, setDraft] = useState<{ rows: readonly ValueRow[]; base: Base }>();
  const [errors, setErrors] = useState(noErrors);
  const [refusal, setRefusal] = useState<string>();
  const [conflict, setConflict] = useState(false);
  const made = useRef(0);
  const newKey = () => `n${(made.current += 1)}`;
  const rows = draft?.rows ?? original.rows;
  // The list may be read anew while somebody types: what they save was still made of the older one.
  const base = draft?.base ?? original;
  const put = (next: readonly ValueRow[]) => setDraft({ rows: next, base });
  const dirty = draft !== undefined && JSON.stringify(toItems(rows)) !== JSON.stringify(toItems(original.rows));
  const change: ValueRows["change"] = (key, part) => {
    put(rows.map((row) => (row.key === key ? changed(row, part) : row)));
    setErrors(new Map([...errors].filter(([cell]) => !cell.startsWith(`${key}.`))));
  };
  const save = () => {
    if (saving.isPending || !dirty) return;
    const faults = faultsOf(rows, needed);
    setErrors(new Map([...faults].map(([cell, message]) => [cell, t(message)])));
    setRefusal(undefined);
    setConflict(false);
    if (faults.size > 0) return;
    const list = { items: toItems(rows), revision: base.revision };
    saving.mutate(list, {
      onSuccess: ({ revision }) => {
        setDraft((now) => now && { ...now, base: { rows, revision } });
        sayDone(t("common.saved"));
      },
      onError: (error) => {
        const { placed, rest } = placeRefusals(rows, error instanceof ApiProblem ? error.errors : []);
        setErrors(placed);
        setConflict(error instanceof ApiProblem && error.code === "values.changed");
        setRefusal(placed.size === 0 ? sentence(error, t) : rest[0]);
      },
    });
  };
  const reload = () =>
    void query.refetch().then(({ data }) => {
      if (!data) return;
      const merged = mergeRows(base.rows, rows, toRows(data.items), newKey);
      setDraft({ rows: merged.rows, base: { rows: merged.base, revision: data.revision } });
      setErrors(noErrors);
      setRefusal(undefined);
      setConflict(false);
    });
  return {
    rows,
    errors,
    refusal,
    conflict,
    reload,
    storedName: (key) => base.rows.find((row) => row.key === key)?.name,
    dirty,
    saving: saving.isPending,
    add: () => {
      const key = newKey();
      put([...rows, { key, name: "", type: "text", value: "" }]);
      return key;
    },
    change,
    remove: (key) => {
      put(rows.filter((row) => row.key !== key));
      setErrors(new Map([...errors].filter(([cell]) => !cell.startsWith(`${key}.`))));
    },
    discard: () => {
      setDraft(undefined);
      setErrors(noErrors);
      setRefusal(undefined);
      setConflict(false);
    },
    save,
  };
}

const changed = (row: ValueRow, part: Partial<ValueRow>): ValueRow => ({
  ...row,
  ...part,
  ...(part.type && part.type !== row.type && { value: toType(row.value, part.type) }),
});
