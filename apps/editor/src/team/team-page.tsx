import { Divider, Stack } from "@mantine/core";
import { useMe } from "../api/account.js";
import { useMay } from "../api/permission.js";
import { useMembers } from "../api/team.js";
import { Section } from "../settings/section.js";
import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import { Failed, Waiting } from "../ui/states.js";
import { InvitationList } from "./invitation-list.js";
import { InviteForm } from "./invite-form.js";
import { LeaveSection } from "./leave-section.js";
import { MemberTable } from "./member-table.js";

/** Who works in this workspace, as what, and who is invited. */
export default function TeamPage() {
  const t = useT();
  const me = useMe();
  const may = useMay();
  const members = useMembers();
  const edits = may("members.edit");
  return (
    <Page title={t("nav.team")} text={t("team.text")}>
      {members.isPending && <Waiting />}
      {members.error && !members.data && <Failed error={members.error} again={() => void members.refetch()} />}
      {members.data && me.data && (
        <Stack gap="xl">
          {edits && (
            <>
              <Section title={t("team.invite")} text={t("team.invite.text")}>
                <InviteForm own={me.data.workspace.role} />
              </Section>
              <Divider />
            </>
          )}
          {edits && <InvitationList />}
          <MemberTable members={members.data} me={me.data} />
          <Divider />
          <LeaveSection members={members.data} me={me.data} />
        </Stack>
      )}
    </Page>
  );
}
