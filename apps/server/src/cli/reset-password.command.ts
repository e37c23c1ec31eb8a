import { passwordSchema, sayHttpProblem } from "@leeway/api";
import { randomBytes } from "node:crypto";
import { assertHardToGuess } from "../accounts/password-rules.js";
import { hashPassword } from "../accounts/passwords.js";
import { resetPassword, type ResetResult } from "../accounts/reset-password.js";
import { WriterQueue } from "../adapters/database/writer-queue.js";
import { Problem } from "../problems/problem.js";
import { CommandRefused } from "./command-refused.js";
import { openExisting } from "./existing-database.js";

/**
 * Lets in who has locked themselves out: whoever may write the data folder may do this. It works beside a running
 * server, too: it takes one short transaction of its own, changes no table, and the server reads people and sessions
 * anew with every request. So the folder's lock, which would keep it out, is left alone.
 */
export async function resetPasswordIn(
  dataFolder: string,
  email: string | undefined,
  given: string | undefined,
): Promise<{ email: string; password: string }> {
  if (given !== undefined && !passwordSchema.safeParse(given).success)
    throw new CommandRefused("The password must have 10 to 200 characters.");
  if (given !== undefined) await assertHard(given, email);
  const password = given ?? randomBytes(15).toString("base64url");
  const passwordHash = await hashPassword(password);
  const db = openExisting(dataFolder);
  try {
    const result = await new WriterQueue(db).write((writable) => resetPassword(writable, email, passwordHash));
    if (result.kind !== "done") throw new CommandRefused(refusal(result, email));
    return { email: result.email, password };
  } finally {
    db.close();
  }
}

async function assertHard(password: string, email: string | undefined): Promise<void> {
  try {
    await assertHardToGuess(password, email === undefined ? [] : [email]);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new CommandRefused(sayHttpProblem(error.code, error.values, "en").detail, 1, { cause: error });
  }
}

function refusal(result: Exclude<ResetResult, { kind: "done" }>, email: string | undefined): string {
  if (result.kind === "nobody")
    return "Nobody has an account here yet. Open Leeway in a browser: it asks for the owner.";
  const people = result.emails.join(", ");
  return email === undefined
    ? `Several people have an account. Say whose: ${people}.`
    : `Nobody has the email ${email} here. There is: ${people}.`;
}
