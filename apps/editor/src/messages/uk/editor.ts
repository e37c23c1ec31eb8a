import type { editor as english } from "../en/editor.js";

export const editor: Record<keyof typeof english, string> = {};
