/** The languages Leeway speaks. English is the language of last resort. */
export const locales = ["en", "uk", "ru"] as const;
export type Locale = (typeof locales)[number];

/** A text in every language, as definitions carry it. */
export type Text = Record<Locale, string>;

/** A word as it is said behind a number, by what the language's plural rules call that number. */
export type CountedText = Record<Locale, Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
