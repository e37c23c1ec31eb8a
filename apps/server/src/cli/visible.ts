/** What moves the cursor, colours a terminal or turns the direction of letters; not ends of lines and tabs. */
const unseen = /(?![\n\t])[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/**
 * A line as a terminal may show it: names come from other people, who may have written commands for it into them. What is
 * JSON says the same afterwards, by the numbers of the letters.
 */
export const visible = (line: string): string =>
  line.replace(unseen, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
