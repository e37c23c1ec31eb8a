/** The languages Leeway speaks. English is the language of last resort. */
export const locales = ["en", "uk", "ru"] as const;
export type Locale = (typeof locales)[number];

/** A text in every language, as definitions carry it. */
export type Text = Record<Locale, string>;
