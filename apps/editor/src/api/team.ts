import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  isAtLeast,
  type Invitation,
  type Invite,
  type LookedInvitation,
  type MadeInvitation,
  type MadeLink,
  type Member,
  type MemberKey,
  type OwnWorkspace,
  type Role,
  type UndeliveredLetter,
} from "@leeway/api";
import type { Locale } from "@leeway/engine";
import type { Confirmed } from "./second-factor.js";
import { call } from "./http.js";
import { wholeList } from "./pages.js";
import { rememberWorkspace, setTabWorkspace } from "./tab-workspace.js";
import { forgetWorkspaces } from "./workspaces.js";

/** Who was invited appears by themself, once they have come. */
const LIVE_MS = 10_000;

const memberAt = (id: string, rest = "") => `/members/${encodeURIComponent(id)}${rest}`;
const invitationAt = (id: string, rest = "") => `/invitations/${encodeURIComponent(id)}${rest}`;

/** Everybody in the workspace with their roles, again every ten seconds. */
export const useMembers = () =>
  useQuery({ queryKey: ["members"], queryFn: () => wholeList<Member>("/members"), refetchInterval: LIVE_MS });
/** Letters with links for new passwords that have not arrived; owners are told. */
export const useUndelivered = (enabled: boolean) =>
  useQuery({
    queryKey: ["undelivered"],
    queryFn: () => call<{ items: UndeliveredLetter[] }>("GET", "/members/letters"),
    refetchInterval: LIVE_MS,
    enabled,
  });
/** Invitations that nobody has used, the expired among them; for who may invite (`enabled`). */
export const useInvitations = (enabled: boolean) =>
  useQuery({
    queryKey: ["invitations"],
    queryFn: () => wholeList<Invitation>("/invitations"),
    refetchInterval: LIVE_MS,
    enabled,
  });

/** A change of the team: its lists, and what oneself may do in it, are read anew. */
function useTeamChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        ["members", "invitations", "me", "api-keys"].map((name) => client.invalidateQueries({ queryKey: [name] })),
      ),
  });
}
/** `confirmed`, here and below: whoever makes somebody an owner shows first who they are. */
export const useChangeRole = (confirmed: Confirmed) =>
  useTeamChange(({ id, role }: { id: string; role: Role }) => confirmed(() => call("PATCH", memberAt(id), { role })));
/** `endKeys`: the API keys of theirs that end with them. */
export const useRemoveMember = () =>
  useTeamChange(({ id, endKeys }: { id: string; endKeys: string[] }) =>
    call("DELETE", memberAt(id, `?${new URLSearchParams({ endKeys: endKeys.join(",") }).toString()}`)),
  );
const memberKeys = (id: string) => ({
  queryKey: ["member-keys", id],
  queryFn: () => wholeList<MemberKey>(memberAt(id, "/api-keys")),
  gcTime: 0,
});
/** The API keys that a member made, and who uses each. */
export const useMemberKeys = (id: string) => useQuery(memberKeys(id));
/** Of them those that may more than this role. */
export function useKeysAbove() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, role }: { id: string; role: Role }) =>
      (await client.fetchQuery(memberKeys(id))).filter((key) => !isAtLeast(role, key.role)),
  });
}
/** Ends somebody's sessions in this workspace. */
export const useSignMemberOut = () =>
  useMutation({ mutationFn: (id: string) => call("DELETE", memberAt(id, "/sessions")) });
/**
 * Makes another member the owner, and oneself an admin; the team and what one may do are read anew. `members.above` for who
 * is no owner any more, `notFound` where that member is gone meanwhile.
 */
export const useTransfer = (confirmed: Confirmed) =>
  useTeamChange((to: string) => confirmed(() => call("POST", "/workspace/transfer", { to })));
/**
 * Invites somebody by their address, and answers the link this once, with what became of its letter. The team is read anew,
 * also after an error, which says what has changed meanwhile: `invitation.alreadyMember`, `members.above` for a role above
 * the own one, `invitation.tooMany`.
 */
export const useInvite = (confirmed: Confirmed) =>
  useTeamChange((body: Invite) => confirmed(() => call<MadeInvitation>("POST", "/invitations", body)));
/**
 * Makes an invitation anew: another link, good for seven days again; the one that went out before is over. Reads anew and
 * errs as the first one does; `notFound` where it was used or withdrawn meanwhile.
 */
export const useRenewInvitation = (confirmed: Confirmed) =>
  useTeamChange((id: string) => confirmed(() => call<MadeInvitation>("POST", invitationAt(id, "/renew"), {})));
/** Takes an invitation back: its link lets nobody in from then on. `notFound` where it was used meanwhile. */
export const useWithdraw = () => useTeamChange((id: string) => call("DELETE", invitationAt(id)));

/** `confirmed`: whose session was ended here shows first who they are. */
export const useLeave = (confirmed: Confirmed) =>
  useMutation({ mutationFn: () => confirmed(() => call("POST", "/workspace/leave", {})) });
/** A link by which a member sets a new password. */
export const makeResetLink = (id: string) => call<MadeLink>("POST", memberAt(id, "/reset-link"), {});

/** What the link of an invitation leads to. */
export const useLookedInvitation = (token: string) =>
  useQuery({
    queryKey: ["invitation", token],
    queryFn: () => call<LookedInvitation>("POST", "/auth/invitation/look", { token }),
    staleTime: Infinity,
    gcTime: 0,
  });
/** Accepts as who is signed in; this tab is in that workspace then. */
export const useAcceptInvitation = () =>
  useMutation({
    mutationFn: (token: string) => call<OwnWorkspace>("POST", "/auth/invitation/accept", { token }),
    onSuccess: ({ id }) => {
      setTabWorkspace(id);
      rememberWorkspace(id);
    },
  });
/** Accepts as a new person, who is signed in then: the page has to be loaded anew. */
export const useJoin = () =>
  useMutation({
    mutationFn: (body: { token: string; name: string; password: string; locale: Locale }) =>
      call("POST", "/auth/invitation/join", body),
    onSuccess: forgetWorkspaces,
  });
