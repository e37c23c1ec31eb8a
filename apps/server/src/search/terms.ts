/** Longer texts are no names, numbers or ids: nobody looks for one of them by its words. */
const LONGEST_TEXT = 500;
const LONGEST_TERM = 60;
/** Marks the digits of a number from its end: people know a phone number by its last ones. */
const FROM_END = "¬";
/** Stands for whatever is between letters and digits: an index knows no punctuation. */
const BETWEEN = "·";
const CENSORED = /•{3}/;
/** Moments are on every step, and nobody types them. */
const MOMENT = /^\d{4}-\d\d-\d\dt\d\d:\d\d/;
const ASCII = /^[ -~]*$/;
const PHONE = /^\+?[\d\s().-]+$/;
/** As somebody begins to type one. */
const PART_OF_PHONE = /^\+?[\d\s()-]{1,30}$/;
const SEVEN_DIGITS = /(?:\d\D{0,3}){7}/;
const PHONE_IN_TEXT = /\+?\d[\d\s().-]{7,18}\d/g;

/**
 * What a value is found by: its words, lower-cased; ids and e-mails whole and by their parts; numbers that may be phones in
 * one spelling, forwards and from the end. Nothing of what is censored.
 */
export function termsOf(value: string | number): string[] {
  const text = plain(String(value));
  if (text === "" || text.length > LONGEST_TEXT || CENSORED.test(text) || MOMENT.test(text)) return [];
  const phone = phoneIn(text);
  if (phone !== undefined) return [phone, FROM_END + turned(phone)];
  const terms = new Set<string>();
  const add = (term: string) => term.length > 1 && terms.add(term.slice(0, LONGEST_TERM));
  for (const piece of piecesOf(text)) {
    add(piece);
    if (piece.includes(BETWEEN)) for (const part of piece.split(BETWEEN)) add(part);
  }
  for (const [found] of text.match(SEVEN_DIGITS) ? text.matchAll(PHONE_IN_TEXT) : []) {
    const inside = phoneIn(found);
    if (inside !== undefined) terms.add(inside).add(FROM_END + turned(inside));
  }
  return [...terms];
}

/** One way to find a word: a term, or how it begins. */
export interface Term {
  term: string;
  begins: boolean;
}
/** Words that all have to be found in one place, each in one of several ways. */
export type Wanted = Term[][];

const MOST_WORDS = 8;
const SHORTEST_BEGINNING = 3;
/** Of digits; fewer are found in half of all numbers. */
const FEWEST_DIGITS = 4;

/** What somebody looks for who has typed this; empty where it is nothing that could be found. */
export function wantedOf(query: string): Wanted {
  const text = plain(query);
  const digits = text.replace(/\D/g, "");
  if (phoneIn(text) !== undefined || (PART_OF_PHONE.test(text) && digits.length >= FEWEST_DIGITS))
    return [waysOfDigits(digits)];
  return piecesOf(text)
    .filter((piece) => piece.length > 1)
    .slice(0, MOST_WORDS)
    .map((piece) => {
      if (/^\d+$/.test(piece)) return waysOfDigits(piece);
      return [{ term: piece.slice(0, LONGEST_TERM), begins: piece.length >= SHORTEST_BEGINNING }];
    });
}

/** One of these values, as it is and whole. */
export const exactly = (values: Iterable<string>): Wanted => [
  Array.from(values, (value) => ({ term: piecesOf(plain(value)).join(BETWEEN).slice(0, LONGEST_TERM), begins: false })),
];

/** A number as it is, as the beginning of a phone in any spelling, or as the end of one. */
function waysOfDigits(digits: string): Term[] {
  if (digits.length < FEWEST_DIGITS) return [{ term: digits, begins: false }];
  const starts = new Set([digits, oneSpelling(digits)]);
  if (/^0[1-9]/.test(digits)) starts.add(`38${digits}`);
  starts.add(FROM_END + turned(digits));
  return [...starts].map((term) => ({ term, begins: true }));
}

/** Which of the words are found among these terms. */
export function foundIn(terms: readonly string[], wanted: Wanted): boolean[] {
  const meets = ({ term, begins }: Term) => terms.some((one) => (begins ? one.startsWith(term) : one === term));
  return wanted.map((ways) => ways.some(meets));
}

/** As FTS5 asks for it; terms are letters, digits and our own marks, so nothing in them has a meaning there. */
export function matchOf(wanted: Wanted, workspace: number): string {
  const way = ({ term, begins }: Term) => `"${inWorkspace(workspace, term)}"${begins ? " *" : ""}`;
  return wanted.map((ways) => `(${ways.map(way).join(" OR ")})`).join(" AND ");
}

/** A term as the index has it: those of one workspace are no others'. */
export const inWorkspace = (workspace: number, term: string): string => `${workspace}${BETWEEN}${term}`;

/** How a term stands in a text where it does as it is. */
export const writtenAs = (term: string): string => (term.startsWith(FROM_END) ? turned(term.slice(1)) : term);

const plain = (text: string) =>
  text.length > 4 * LONGEST_TEXT
    ? ""
    : (ASCII.test(text) ? text : text.normalize("NFKC"))
        .toLowerCase()
        .replace(/['’ʼ`´]/g, "")
        .trim();

/** Pieces between spaces and the like, what is inside them between letters and digits made one. */
const piecesOf = (text: string): string[] =>
  text
    .split(/[\s,;:!?"()«»“”<>[\]{}|]+/)
    .map((piece) => piece.replace(/[^\p{L}\p{N}\p{M}]+/gu, BETWEEN).replace(/^·+|·+$/g, ""))
    .filter((piece) => piece !== "");

/** The digits of a phone number in one spelling; undefined for what cannot be one. */
function phoneIn(text: string): string | undefined {
  if (text.length > 30 || !PHONE.test(text)) return undefined;
  const digits = text.replace(/\D/g, "");
  return digits.length < 7 || digits.length > 15 ? undefined : oneSpelling(digits);
}

/** The phones in a text, in one spelling each. */
export const phonesIn = (text: string): string[] =>
  Array.from(text.matchAll(PHONE_IN_TEXT), ([found]) => phoneIn(found)).filter((phone) => phone !== undefined);

/** `050 123 45 67`, `8 050 …`, `00380 …` and `+380 …` are one number. */
function oneSpelling(digits: string): string {
  const bare = digits.replace(/^00/, "");
  if (/^0\d{9}$/.test(bare)) return `38${bare}`;
  return /^80\d{9}$/.test(bare) ? `3${bare}` : bare;
}

const turned = (digits: string) => Array.from(digits).reverse().join("");
