import { z } from "zod";

/**
 * Every expected refusal of the HTTP API and its status. Titles and details in three languages are in messages/.
 * `code` is stable: programs may rely on it.
 */
export const httpProblems = {
  /** What came is no HTTP. */
  "request.notHttp": 400,
  "request.notJson": 400,
  /** A body of parts (`multipart/form-data`) that breaks off or is none. */
  "request.notForm": 400,
  "request.badQuery": 400,
  /** Choices that hang on another choice, which is not given. */
  "choices.needOther": 400,
  "request.forbiddenKey": 400,
  "request.tooDeep": 400,
  "request.tooManyKeys": 400,
  "request.tooSlow": 408,
  "request.tooLarge": 413,
  "request.tooOften": 429,
  /** Of a session, a key, or strangers from one network. */
  "calls.tooMany": 429,
  "request.unsupportedType": 415,
  "request.headersTooLarge": 431,
  "request.invalid": 422,
  "auth.required": 401,
  "auth.wrongPassword": 401,
  "auth.tooManyTries": 429,
  /** Of one network, at whatever accounts. */
  "auth.tooManyFromHere": 429,
  "auth.forbidden": 403,
  /** What the person's or the key's role does not allow. */
  "auth.role": 403,
  "apiKey.expired": 401,
  /** Another secret has taken its place, and its time is over. */
  "apiKey.renewed": 401,
  "apiKey.alreadyRenewed": 409,
  /** After a restore, until a person has confirmed it: it may have been deleted since the backup. */
  "apiKey.resting": 401,
  "auth.crossSite": 403,
  /** Asked for under a name that may be anybody's (DNS rebinding). */
  "auth.unknownHost": 403,
  /** The built-in Leeloo answers its own server and this machine alone. */
  "sandbox.closed": 403,
  /** The named workspace is none of the person's, or no longer. */
  "workspace.notMember": 403,
  "account.lastOwner": 409,
  "account.lastPerson": 409,
  "account.otherEmail": 422,
  "workspace.signedOut": 403,
  /** It is being deleted. */
  "workspace.deleted": 403,
  /** To delete it, it has to be named. */
  "workspace.otherName": 409,
  /** The person belongs to no workspace. */
  "workspace.none": 403,
  "workspace.tooMany": 409,
  /** A workspace has an owner, always. */
  "members.lastOwner": 409,
  /** The member, or the role that is to be given, is above the own one. */
  "members.above": 403,
  "invitation.alreadyMember": 409,
  "invitation.tooMany": 409,
  "invitation.used": 410,
  "invitation.expired": 410,
  "invitation.withdrawn": 410,
  /** It may be taken back, and then the link is good again, if it has not run out. */
  "invitation.workspaceDeleted": 410,
  /** It is for somebody else than who is signed in. */
  "invitation.otherPerson": 409,
  /** Its address has an account already: they sign in to accept. */
  "invitation.signInFirst": 409,
  "setup.alreadyDone": 409,
  /** It takes somebody who has shown lately who they are. */
  "auth.confirm": 403,
  /** To show it by the password takes a code as well, of who has a second step. */
  "auth.confirmCode": 422,
  "secondFactor.wrong": 422,
  /** The way to the second step: too old, or too many wrong codes. */
  "secondFactor.over": 401,
  "secondFactor.isOn": 409,
  "secondFactor.isOff": 409,
  /** The company's own sign-in: begun elsewhere or too old, refused there, without a verified e-mail, of nobody here. */
  "oidc.over": 409,
  "oidc.cancelled": 403,
  "oidc.unreachable": 424,
  "oidc.failed": 424,
  "oidc.unverified": 403,
  "oidc.nobody": 403,
  /** Not in one of the ways that this server asks for. */
  "oidc.tooWeak": 403,
  /** To show once more who one is: somebody else did, or nobody was asked there. */
  "oidc.somebodyElse": 409,
  "oidc.notAsked": 409,
  /** What a passkey signed is not right, or too old. */
  "passkey.refused": 422,
  /** After a restore, until it was used beside another way in: it may have been removed since the backup. */
  "passkey.resting": 403,
  /** Passkeys belong to a host name. */
  "passkey.needsName": 409,
  /** The workspace asks its members for a second step. */
  "secondFactor.needed": 403,
  /** A new password that is guessed early. */
  "password.easy": 422,
  /** A link that was used, ended, or is too old. */
  "link.over": 410,
  /** The person belongs to a workspace that the asker does not own. */
  "reset.elsewhere": 409,
  /** The server's own mail. */
  "mail.notSetUp": 409,
  "mail.notSent": 424,
  notFound: 404,
  "method.notAllowed": 405,
  "workflow.changed": 409,
  "workflow.hasProblems": 422,
  "workflow.notPublished": 409,
  "workflow.inUse": 409,
  /** It is stopped, and runs wait for it to go on. */
  "workflow.stopped": 409,
  "label.taken": 409,
  "label.tooMany": 409,
  /** Somebody has deleted it meanwhile. */
  "label.gone": 409,
  "values.changed": 409,
  "values.inUse": 409,
  "run.noTrigger": 422,
  /** To try a step, there have to be data of one before it. */
  "run.noStep": 422,
  "run.noData": 409,
  /** A rehearsal goes to the built-in Leeloo, which is off. */
  "run.noSandbox": 409,
  "run.failed": 500,
  "run.finished": 409,
  "run.noRoomToCancel": 503,
  "orderCheck.reading": 409,
  "orderCheck.tooOld": 422,
  "backfill.running": 409,
  "backfill.notCounted": 409,
  "backfill.notRunning": 409,
  /** The version that is to run has no such step, or not the trigger that started the run. */
  "replay.noStep": 422,
  "replay.noTrigger": 409,
  "replay.inLoop": 422,
  /** Nobody knows whether a step took effect. */
  "replay.doubt": 409,
  "replay.mayRepeat": 409,
  "replay.open": 409,
  /** Only the first repetition was wished, and somebody else was first. */
  "replay.elsewhere": 409,
  /** The run that has called it goes on, or is being repeated: it may do it once more. */
  "replay.above": 409,
  /** A run that it has called was repeated alone: it would call that once more. */
  "replay.below": 409,
  /** The workflow or the version is gone. */
  "replay.gone": 409,
  "replay.erased": 409,
  /** As many as may be at a time are being worked on. */
  "bulk.tooMany": 409,
  "items.notLoop": 422,
  "items.loopGone": 422,
  "items.notThere": 422,
  "items.busy": 409,
  "items.settled": 409,
  "items.nothing": 409,
  "items.loopEnded": 409,
  "items.takenOver": 409,
  "step.notUnknown": 409,
  "step.notAsking": 409,
  "credential.inUse": 409,
  /** Failure notices are sent with it. */
  "credential.inNotices": 409,
  "credential.type": 422,
  /** Where a secret goes is changed only by who knows the secret. */
  "credential.secretNeeded": 422,
  /** Signing in at a service: begun elsewhere, used or too old; or the person did not allow what is needed. */
  "signIn.unknown": 409,
  "signIn.notAllowed": 409,
  /** A far service that was asked for the caller said no, or nothing. (No 5xx: Leeway itself is well.) */
  "service.failed": 424,
  "hook.methodNotAllowed": 405,
  "hook.notFound": 404,
  /** A test address takes calls only while somebody looks. */
  "hook.notListening": 404,
  /** What the address asks for to know its caller is missing, wrong or too old. */
  "hook.callerUnknown": 401,
  /** It comes from an address, or from a page of a site, that the trigger does not name. */
  "hook.fromElsewhere": 403,
  /** Its caller cannot be checked: what it is checked by cannot be read. */
  "hook.closed": 403,
  /** The step that waited for the call has gone on without it. */
  "hook.tooLate": 410,
  "name.taken": 409,
  "server.busy": 503,
  "server.updating": 503,
  "server.stopping": 503,
  "server.diskFull": 503,
  "server.internal": 500,
} as const;
export type HttpProblemCode = keyof typeof httpProblems;

/** RFC 9457, `application/problem+json`. */
export const problemDocumentSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  /** Where the request was wrong; `path` e.g. `document.nodes[2].params.name`. */
  errors: z.array(z.looseObject({ path: z.string(), message: z.string(), code: z.string().optional() })).optional(),
  runId: z.string().optional(),
  /** `run.failed`: the same dedupe key came before; this is what became of that run. */
  duplicate: z.boolean().optional(),
  /** `workflow.changed`: the newest revision, and the one that was sent. */
  revision: z.number().int().optional(),
  yours: z.number().int().optional(),
});
export type ProblemDocument = z.infer<typeof problemDocumentSchema>;
