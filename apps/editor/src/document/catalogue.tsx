import { createContext, useContext } from "react";
import type { Catalogue, NodeDefinition } from "@leeway/engine";

const Context = createContext<Catalogue>(new Map());

/** Gives every card its definition without a query of its own: a thousand cards would be a thousand observers. */
export const CatalogueProvider = Context;
export const useCatalogue = () => useContext(Context);
export const useDefinition = (type: string | undefined): NodeDefinition | undefined =>
  useContext(Context).get(type ?? "");
