import { create } from "zustand";
import type { Credential } from "@leeway/api";

interface Tested {
  /** Credential → when it had been changed last as it was tested. */
  asOf: Readonly<Record<string, string>>;
  keep: (credential: Credential, ok: boolean) => void;
}

/** Which tokens were tested well since the page was loaded: what was true yesterday says little of today. */
export const useTested = create<Tested>()((set) => ({
  asOf: {},
  keep: ({ id, updatedAt }, ok) => set(({ asOf }) => ({ asOf: { ...asOf, [id]: ok ? updatedAt : "" } })),
}));

/** It was tested as it is kept now. */
export const isTested = ({ asOf }: Pick<Tested, "asOf">, { id, updatedAt }: Credential): boolean =>
  asOf[id] === updatedAt;
