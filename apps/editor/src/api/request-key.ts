import { useRef } from "react";

/** The key of a wish, the same until it is answered: pressed twice in between, it is one wish. */
export function useRequestKey(): { current: () => string; renew: () => void } {
  const key = useRef<string>(undefined);
  return {
    current: () => (key.current ??= crypto.randomUUID()),
    renew: () => {
      key.current = undefined;
    },
  };
}
