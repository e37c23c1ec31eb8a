import { Divider, Stack } from "@mantine/core";
import { useMe } from "../api/account.js";
import { AboutSection } from "../settings/about-section.js";
import { AuditSection } from "../settings/audit-section.js";
import { DeleteWorkspaceSection } from "../settings/delete-workspace-section.js";
import { CarrySection } from "../settings/carry-section.js";
import { FactorRuleSection } from "../settings/factor-rule-section.js";
import { KeysSection } from "../settings/keys-section.js";
import { NoticesSection } from "../settings/notices-section.js";
import { PrivacySection } from "../settings/privacy-section.js";
import { RetentionSection } from "../settings/retention-section.js";
import { WorkspaceSection } from "../settings/workspace-section.js";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import { Failed, Waiting } from "../ui/states.js";

/** The workspace, keys for programs, and which Leeway this is. */
export default function SettingsPage() {
  const t = useT();
  const me = useMe();
  return (
    <Page title={t("settings.title")}>
      {me.isPending && <Waiting />}
      {me.error && <Failed error={me.error} again={() => void me.refetch()} />}
      {me.data && (
        <Stack gap="xl">
          <WorkspaceSection workspace={me.data.workspace} />
          <Divider />
          <Allowed to="notices.view">
            <NoticesSection />
            <Divider />
          </Allowed>
          <RetentionSection />
          <Divider />
          <PrivacySection />
          <Divider />
          <Allowed to="workspace.own">
            <FactorRuleSection />
            <Divider />
          </Allowed>
          <Allowed to="apiKeys.view">
            <KeysSection />
            <Divider />
          </Allowed>
          <Allowed to="audit.view">
            <AuditSection />
            <Divider />
          </Allowed>
          <Allowed to="workspace.export">
            <CarrySection />
            <Divider />
          </Allowed>
          <AboutSection me={me.data} />
          <Allowed to="workspace.own">
            <Divider />
            <DeleteWorkspaceSection workspace={me.data.workspace} />
          </Allowed>
        </Stack>
      )}
    </Page>
  );
}
