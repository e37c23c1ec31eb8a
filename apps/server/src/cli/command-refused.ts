import { exitCodes } from "./exit-codes.js";

/** A command that cannot be done, for a reason the person can mend: one line, no stack. */
export class CommandRefused extends Error {
  override name = "CommandRefused";

  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
