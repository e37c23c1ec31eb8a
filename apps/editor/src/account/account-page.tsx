import { Divider, Stack } from "@mantine/core";
import { useMe } from "../api/account.js";
import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import { Failed, Waiting } from "../ui/states.js";
import { Section } from "../settings/section.js";
import { DeleteAccount } from "./delete-account.js";
import { PasskeysSection } from "./passkeys-section.js";
import { PasswordSection } from "./password-section.js";
import { SecondFactorSection } from "./second-factor-section.js";
import { SessionsSection } from "./sessions-section.js";
import { YouSection } from "./you-section.js";

/** What is one's own, in whichever workspace one is: name, language, and how one signs in. */
export default function AccountPage() {
  const t = useT();
  const me = useMe();
  return (
    <Page title={t("account.title")}>
      {me.isPending && <Waiting />}
      {me.error && <Failed error={me.error} again={() => void me.refetch()} />}
      {me.data && (
        <Stack gap="xl">
          <YouSection user={me.data.user} />
          <Divider />
          <PasswordSection email={me.data.user.email} />
          <Divider />
          <SecondFactorSection />
          <Divider />
          <PasskeysSection />
          <Divider />
          <SessionsSection />
          <Divider />
          <Section title={t("account.delete")} text={t("account.delete.about")}>
            <DeleteAccount />
          </Section>
        </Stack>
      )}
    </Page>
  );
}
