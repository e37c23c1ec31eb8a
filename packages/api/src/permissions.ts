import { z } from "zod";

/**
 * What a member of a workspace, or one of its API keys, may be. From the most to the least: each role may all that the
 * ones after it may.
 */
export const roles = ["owner", "admin", "editor", "operator", "viewer"] as const;
/** A role of a member. */
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/**
 * The one table of permissions: each with the least role that has it. The server asks it before every route
 * (`@Needs`), the editor before it offers anything. What each one means in words is in `messages/`.
 */
export const permissions = {
  /** What a person does for themself: their name, password, sessions, workspaces. */
  self: "viewer",

  "workspace.view": "viewer",
  /** Name and time zone. */
  "workspace.edit": "admin",
  /** Its end, its next owner, the rules for everybody's sign-in. */
  "workspace.own": "owner",
  /** Everything of it but secrets and what is about people, as a file; and to take in such a file. */
  "workspace.export": "admin",
  "workspace.import": "admin",
  "members.view": "viewer",
  "members.edit": "admin",
  /** A link for a new password: who has it can be that member. */
  "members.password": "owner",
  "apiKeys.view": "admin",
  "apiKeys.edit": "admin",
  "audit.view": "admin",
  "retention.edit": "admin",
  "notices.view": "operator",
  "notices.edit": "admin",

  "workflows.view": "viewer",
  "workflows.edit": "editor",
  "workflows.publish": "editor",
  "workflows.delete": "editor",

  "runs.view": "viewer",
  "runs.start": "operator",
  /** Cancel, replay, settle what is in doubt, approve. */
  "runs.settle": "operator",
  /** Brakes, schedules, looks, tokens. */
  "runs.pause": "operator",
  /** Addresses of webhooks and the like: who knows one can start a run. */
  "addresses.view": "operator",

  /** Phones, emails and chosen fields as they are; without it they are masked. */
  "personalData.view": "operator",
  /** Export and erasure of all that is kept of one person. */
  "personalData.edit": "admin",

  "values.view": "viewer",
  "values.edit": "editor",
  /** Names and kinds; secrets are shown to nobody. */
  "credentials.view": "viewer",
  /** Choose one in a step, test it, read choices with it. */
  "credentials.use": "editor",
  "credentials.edit": "admin",
  /** Where Leeloo's events come in, and where they are handed on to. */
  "leeloo.connect": "admin",
  "sandbox.view": "viewer",
  "sandbox.use": "editor",
} as const satisfies Record<string, Role>;
export type Permission = keyof typeof permissions;

/** The header in which each answer to a person names their role in the workspace: by it an open page hears of a new one. */
export const ROLE_HEADER = "x-leeway-role";

/** Whether a text names one. */
export const isPermission = (text: string): text is Permission => Object.hasOwn(permissions, text);

/**
 * What only people may. An API key has none of these, whatever its role: it is nobody's self, and one that leaks must
 * not make itself a successor or let somebody in.
 */
const forPeople: ReadonlySet<Permission> = new Set<Permission>([
  "self",
  "workspace.edit",
  "workspace.own",
  "members.edit",
  "members.password",
  "apiKeys.edit",
]);

/** Whether a role is the other one or above it. */
export const isAtLeast = (role: Role, other: Role): boolean => roles.indexOf(role) <= roles.indexOf(other);

/** Whether a member with this role may do it. */
export const may = (role: Role, permission: Permission): boolean => isAtLeast(role, permissions[permission]);

/** Whether an API key with this role may do it. */
export const keyMay = (role: Role, permission: Permission): boolean =>
  may(role, permission) && !forPeople.has(permission);

/**
 * What the sentence of `auth.role` needs: the role that somebody has, what it does not let them do, and who may. Said by
 * `sayHttpProblem`, by the server as a refusal and by the editor before anybody is refused.
 */
export const refusalOf = (role: Role, permission: Permission) => ({
  role,
  permission,
  who: rolesWith(permission).join(", "),
});

/**
 * The roles that an API key can have: none above who may make one, so that nobody makes a key that may more than they.
 * The highest is as good as an owner: what only owners may is for people.
 */
export const keyRoles = roles.filter((role) => isAtLeast(permissions["apiKeys.edit"], role));

/** The roles that have a permission, the highest first. */
export const rolesWith = (permission: Permission): Role[] => roles.filter((role) => may(role, permission));
