import { create } from "zustand";
import type { Present } from "@leeway/api";

interface People {
  /** Everybody who has the workflow open, oneself among them. */
  people: readonly Present[];
  /** The others, by the step that they have chosen. */
  byStep: ReadonlyMap<string, readonly Present[]>;
  colors: ReadonlyMap<string, string>;
  show: (people: readonly Present[], me: string | undefined) => void;
}

/** Who else is here, as the server tells it. */
export const usePeople = create<People>()((set) => ({
  people: [],
  byStep: new Map(),
  colors: new Map(),
  show: (people, me) => {
    const byStep = new Map<string, Present[]>();
    for (const one of people)
      if (one.id !== me) for (const step of one.steps) byStep.set(step, [...(byStep.get(step) ?? []), one]);
    set({ people, byStep, colors: colorsOf(people.map(({ id }) => id)) });
  },
}));

const none: readonly Present[] = [];
/** The others who have chosen a step. */
export const usePeopleAt = (stepId: string): readonly Present[] =>
  usePeople(({ byStep }) => byStep.get(stepId) ?? none);

/** Colours on which white letters can be read, in light and dark. */
export const palette = ["indigo.8", "grape.8", "teal.9", "pink.8", "red.9", "violet.8", "cyan.9", "blue.9"] as const;

/** A colour for each, the same on every screen, and another one for everybody as long as there are enough. */
function colorsOf(ids: readonly string[]): ReadonlyMap<string, string> {
  const free = new Set<string>(palette);
  const colors = new Map<string, string>();
  for (const id of ids.toSorted()) {
    let sum = 0;
    for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 4_093;
    const wished = [...palette.slice(sum % palette.length), ...palette];
    const color = wished.find((one) => free.has(one)) ?? wished[0] ?? palette[0];
    free.delete(color);
    colors.set(id, color);
  }
  return colors;
}

const noColor = "gray";
/** The colour of somebody who is here. It only helps: names tell. */
export const useColorOf = (userId: string): string => usePeople(({ colors }) => colors.get(userId) ?? noColor);
