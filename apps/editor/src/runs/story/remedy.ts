import type { StepErrorCode } from "@leeway/engine";

/** Where the cause is put right: at the credential, at the step, or not inside Leeway. */
export type Remedy = "credential" | "step" | undefined;

const atCredential = new Set<StepErrorCode>([
  "credential.unreadable",
  "credential.noSecret",
  "credential.hostNotAllowed",
  "credential.wrongType",
  "service.tokenRefused",
  "service.noAccess",
  "service.notJson",
  "service.paused",
  "google.keyRefused",
  "google.signInAgain",
  "google.notSignedIn",
  "mail.unencrypted",
  "mail.signInRefused",
  "mail.senderRefused",
]);
const atStep =
  /^(code|expression|merge|node|once|param|telegram|wait)\.|^loop\.(notList|tooManyItems)$|^workflow\.(input|noTrigger|notFound)$|^google\.(no|not)[A-Z]|^mail\.recipientsRefused$|^credential\.missing$|^request\.(badUrl|privateAddress|redirected|status|timeout|tooLarge)$|^service\.(notFound|rejected|saidNo)$|^step\.outputToo(Large|Deep)$/;

/** The button that an error comes with. */
export function remedyOf(code: StepErrorCode): Remedy {
  if (atCredential.has(code)) return "credential";
  return atStep.test(code) ? "step" : undefined;
}
