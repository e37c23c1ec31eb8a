import { passwordSchema, sayHttpProblem } from "@leeway/api";
import { randomBytes } from "node:crypto";
import { assertHardToGuess } from "../accounts/password-rules.js";
import { hashPassword } from "../accounts/passwords.js";
import { resetPassword, type ResetResult } from "../accounts/reset-password.js";
import { Problem } from "../problems/problem.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { inFolder } from "./folder-database.js";

/**
 * Lets in who has locked themselves out: whoever may write the data folder may do this.
 */
export async function resetPasswordIn(
  dataFolder: string,
  email: string | undefined,
  given: string | undefined,
): Promise<{ email: string; password: string }> {
  const { password, passwordHash } = await passwordFrom(given, email);
  return inFolder(dataFolder, async (_db, queue) => {
    const result = await queue.write((writable) => resetPassword(writable, email, passwordHash));
    if (result.kind !== "done") throw new CommandRefused(refusal(result, email));
    return { email: result.email, password };
  });
}

/** A password that was given, if it is a good one, or a new one of 120 random bits. */
export async function passwordFrom(
  given: string | undefined,
  email: string | undefined,
): Promise<{ password: string; passwordHash: string }> {
  if (given !== undefined && !passwordSchema.safeParse(given).success)
    throw new CommandRefused("The password must have 10 to 200 characters.", exitCodes.usage);
  if (given !== undefined) await assertHard(given, email);
  const password = given ?? randomBytes(15).toString("base64url");
  return { password, passwordHash: await hashPassword(password) };
}

async function assertHard(password: string, email: string | undefined): Promise<void> {
  try {
    await assertHardToGuess(password, email === undefined ? [] : [email]);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new CommandRefused(sayHttpProblem(error.code, error.values, "en").detail, exitCodes.usage, { cause: error });
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
