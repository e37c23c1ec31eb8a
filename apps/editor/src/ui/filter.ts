import { useSearchParams } from "react-router";

/**
 * What a list is filtered by, kept in the address: it survives a reload and can be sent to somebody. A value that is not
 * among the possible ones counts as none; null takes a filter away.
 */
export function useFilter<Name extends string>() {
  const [query, setQuery] = useSearchParams();
  const set = (name: Name, value: string | null) =>
    setQuery(
      (old) => {
        const next = new URLSearchParams(old);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { value: (name: Name) => query.get(name), set, clear: () => setQuery({}) };
}
