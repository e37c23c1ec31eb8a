/** Room for the bytes of a text; each of its characters has three at most. */
const room = Buffer.allocUnsafeSlow(3 * 2 ** 15);

/**
 * A text as the bytes that SQLite keeps of it, to be bound at once: bound as a text it is first counted and then written,
 * which is twice the work. Good until the next call; a long text is bound as it is.
 */
export const bytesOf = (text: string): Buffer | string =>
  3 * text.length > room.length ? text : room.subarray(0, room.write(text));
