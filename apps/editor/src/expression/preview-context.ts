import { createContext, useContext } from "react";
import type { Preview } from "./scope.js";
import type { PickerRoot } from "./picker-model.js";
import type { SourceWords } from "./words.js";

/** What the fields of one node know of the values around it. */
export interface PreviewWorld extends Preview {
  words: SourceWords;
  roots: readonly PickerRoot[];
  nodeName: (id: string) => string;
}

const Context = createContext<PreviewWorld | undefined>(undefined);
export const PreviewProvider = Context;

export function usePreview(): PreviewWorld {
  const world = useContext(Context);
  if (!world) throw new Error("An expression field stands outside of an inspector");
  return world;
}
