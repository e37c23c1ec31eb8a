import { useMemo, useRef, useState } from "react";
import type { UseMutationResult } from "@tanstack/react-query";
import { ApiProblem } from "../api/http.js";
import { useT } from "../ui/language.js";
import { sayDone, sentence } from "../ui/said.js";
import { faultsOf, placeRefusals, toType, type RowErrors, type ValueRow } from "./value-rows.js";

export interface ValueRows {
  rows: readonly ValueRow[];
  errors: RowErrors;
  /** A refusal that belongs to no row. */
  refusal: string | undefined;
  dirty: boolean;
  saving: boolean;
  /** Puts an empty row at the end and returns its key. */
  add: () => string;
  change: (key: string, part: Partial<Omit<ValueRow, "key">>) => void;
  remove: (key: string) => void;
  discard: () => void;
  save: () => void;
}

interface Plan<T> {
  stored: readonly T[] | undefined;
  toRows: (items: readonly T[]) => ValueRow[];
  toItems: (rows: readonly ValueRow[]) => T[];
  saving: UseMutationResult<unknown, Error, T[]>;
  /** Every row needs a value. */
  needed: boolean;
}

const noErrors: RowErrors = new Map();

/** A list that is edited as a table and saved whole; what was typed stays whatever the server says. */
export function useValueRows<T>({ stored, toRows, toItems, saving, needed }: Plan<T>): ValueRows {
  const t = useT();
  const original = useMemo(() => toRows(stored ?? []), [stored, toRows]);
  const [draft, setDraft] = useState<readonly ValueRow[]>();
  const [errors, setErrors] = useState(noErrors);
  const [refusal, setRefusal] = useState<string>();
  const made = useRef(0);
  const rows = draft ?? original;
  const dirty = draft !== undefined && JSON.stringify(toItems(draft)) !== JSON.stringify(toItems(original));
  const change: ValueRows["change"] = (key, part) => {
    setDraft(rows.map((row) => (row.key === key ? changed(row, part) : row)));
    setErrors(new Map([...errors].filter(([cell]) => !cell.startsWith(`${key}.`))));
  };
  const save = () => {
    if (saving.isPending || !dirty) return;
    const faults = faultsOf(rows, needed);
    setErrors(new Map([...faults].map(([cell, message]) => [cell, t(message)])));
    setRefusal(undefined);
    if (faults.size > 0) return;
    saving.mutate(toItems(rows), {
      onSuccess: () => sayDone(t("common.saved")),
      onError: (error) => {
        const { placed, rest } = placeRefusals(rows, error instanceof ApiProblem ? error.errors : []);
        setErrors(placed);
        setRefusal(placed.size === 0 ? sentence(error, t) : rest[0]);
      },
    });
  };
  return {
    rows,
    errors,
    refusal,
    dirty,
    saving: saving.isPending,
    add: () => {
      made.current += 1;
      const key = `n${made.current}`;
      setDraft([...rows, { key, name: "", type: "text", value: "" }]);
      return key;
    },
    change,
    remove: (key) => {
      setDraft(rows.filter((row) => row.key !== key));
      setErrors(new Map([...errors].filter(([cell]) => !cell.startsWith(`${key}.`))));
    },
    discard: () => {
      setDraft(undefined);
      setErrors(noErrors);
      setRefusal(undefined);
    },
    save,
  };
}

const changed = (row: ValueRow, part: Partial<ValueRow>): ValueRow => ({
  ...row,
  ...part,
  ...(part.type && part.type !== row.type && { value: toType(row.value, part.type) }),
});
