import type { Invitation } from "@leeway/api";
import type { Somebody, TeamServer } from "./team-server.js";

/** What is in the address of an invitation that was just made. */
export const tokenOf = (answer: { body: Record<string, unknown> }) => String(answer.body["url"]).split("#")[1] ?? "";

/** Status and code of an answer, where nothing else of it counts. */
export async function said(answer: ReturnType<TeamServer["as"]>) {
  const { status, body } = await answer;
  return [status, body.code];
}

/** To invite, to look at an invitation as nobody, and the list of those that wait; in the team that there is then. */
export const inviting = (team: () => TeamServer) => ({
  invite: (body: object, as: Somebody = team().owner) => team().as(as, "POST", "/invitations", body),
  look: (token: string) => team().as(undefined, "POST", "/auth/invitation/look", { token }),
  waiting: async () => (await team().as(team().owner, "GET", "/invitations")).body["items"] as Invitation[],
});
