import type { Locale } from "@leeway/engine";
import { en } from "./en/all.js";
import { ru } from "./ru/all.js";
import type { Catalogue } from "./texts.js";
import { uk } from "./uk/all.js";

/** Everything the server says, by language. */
export const catalogues: Record<Locale, Catalogue> = { en, uk, ru };
