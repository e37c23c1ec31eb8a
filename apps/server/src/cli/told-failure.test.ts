import { expect, test } from "vitest";
import { DiskFullError } from "../adapters/database/full-disk.js";
import { CommandRefused } from "./command-refused.js";
import { toldOf } from "./told-failure.js";

const withCode = (code: string) => Object.assign(new Error("what the system says"), { code });

test.each([
  ["a refusal of ours", new CommandRefused("Not so.", 6), 6, /^Not so\.$/],
  ["a full disk", new DiskFullError("full"), 1, /no room left/],
  ["a full disk of the system", withCode("ENOSPC"), 1, /no room left/],
  ["a quota that is used up", withCode("EDQUOT"), 1, /no room left/],
  ["a full disk of a database", withCode("SQLITE_FULL"), 1, /no room left/],
  ["a full disk under what it caused", new Error("no copy", { cause: withCode("ENOSPC") }), 1, /no room left/],
  ["a busy database", withCode("SQLITE_BUSY"), 7, /Try again/],
  ["a busy database in its log", withCode("SQLITE_BUSY_SNAPSHOT"), 7, /Try again/],
  ["a database that may only be read", withCode("SQLITE_READONLY_DBMOVED"), 3, /as who runs the server/],
  ["a database that may not be opened", withCode("SQLITE_CANTOPEN"), 3, /as who runs the server/],
  ["a file that is somebody else's", withCode("EACCES"), 3, /as who runs the server/],
  ["a disk that is only read", withCode("EROFS"), 3, /as who runs the server/],
  ["a damaged database", withCode("SQLITE_CORRUPT"), 1, /`restore`/],
  ["a file that is a folder", withCode("EISDIR"), 1, /^what the system says\.$/],
  ["what nobody has thought of", new TypeError("x is not a function"), 1, /^This should not happen: x is not/],
  ["what is no error", "oops", 1, /^This should not happen: oops$/],
])("%s is told in one line", (_what, error, exitCode, words) => {
  const told = toldOf(error);
  expect(told.exitCode).toBe(exitCode);
  expect(told.message).toMatch(words);
  expect(told.message).not.toContain("\n");
});
