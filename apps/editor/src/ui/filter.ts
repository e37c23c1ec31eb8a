import { useSearchParams } from "react-router";

/** What a list is filtered by, by name. */
export interface FilterIn<Name extends string> {
  value: (name: Name) => string | null;
  /** Null, or nothing, takes one away; what is not named stays. */
  set: (changes: Partial<Record<Name, string | null>>) => void;
  clear: () => void;
}

/**
 * What a list is filtered by, kept in the address: it survives a reload and can be sent to somebody. A value that is not
 * among the possible ones counts as none.
 */
export function useFilter<Name extends string>(): FilterIn<Name> {
  const [query, setQuery] = useSearchParams();
  const set: FilterIn<Name>["set"] = (changes) =>
    setQuery(
      (old) => {
        const next = new URLSearchParams(old);
        for (const [name, value] of Object.entries<string | null | undefined>(changes))
          if (value) next.set(name, value);
          else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { value: (name) => query.get(name), set, clear: () => setQuery({}) };
}
