/** A command that cannot be done, for a reason the person can mend: one line, no stack. */
export class CommandRefused extends Error {
  override name = "CommandRefused";

  constructor(
    message: string,
    readonly exitCode = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
