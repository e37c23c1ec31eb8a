import { useState } from "react";
import { Alert, Button, Code, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconMailForward, IconUserPlus } from "@tabler/icons-react";
import type { MadeInvitation, Role } from "@leeway/api";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { useInvite } from "../api/team.js";
import { useComeIntoView } from "../ui/come-into-view.js";
import { Copy } from "../ui/copy.js";
import { focusFirstWrong } from "../ui/focus-first-wrong.js";
import { useT } from "../ui/language.js";
import { RoleSelect } from "./role-select.js";

/** Invites an address in a role, and shows the link this once. */
export function InviteForm({ own }: { own: Role }) {
  const t = useT();
  const invite = useInvite((act) => confirmed(t, act));
  const [made, setMade] = useState<MadeInvitation>();
  const form = useForm({
    initialValues: { email: "", role: "editor" as Role },
    validate: { email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t("field.email")) },
  });
  const submit = form.onSubmit(
    ({ email, role }) =>
      invite.mutate(
        { email: email.trim(), role },
        {
          onSuccess: (one) => {
            setMade(one);
            form.setFieldValue("email", "");
          },
          onError: (error) => sayRefusal(error, t),
        },
      ),
    focusFirstWrong,
  );
  return (
    <Stack>
      <form onSubmit={submit} noValidate>
        <Group align="flex-start" gap="xs">
          <TextInput
            flex={1}
            miw={220}
            label={t("auth.email")}
            type="email"
            autoComplete="off"
            {...form.getInputProps("email")}
          />
          <RoleSelect
            label={t("team.role")}
            w={180}
            own={own}
            value={form.values.role}
            onChange={(role) => form.setFieldValue("role", role)}
          />
          <Button type="submit" mt={25} loading={invite.isPending} leftSection={<IconUserPlus size={16} aria-hidden />}>
            {t("team.invite.button")}
          </Button>
        </Group>
      </form>
      {made && <MadeLinkBox made={made} onClose={() => setMade(undefined)} />}
    </Stack>
  );
}

/** The link, which is nowhere to be seen again, and what became of its letter. */
export function MadeLinkBox({ made, onClose }: { made: MadeInvitation; onClose: () => void }) {
  const t = useT();
  const { email, url, mail, mailFault = "" } = made;
  const own = useComeIntoView<HTMLDivElement>(url);
  const text = {
    sent: t("team.link.sent", { email }),
    waiting: t("team.link.waiting", { email, why: mailFault }),
    failed: t("team.link.failed", { email, why: mailFault }),
    off: t("team.link.off", { email }),
  }[mail];
  return (
    <Alert
      ref={own}
      color={mail === "failed" || mail === "waiting" ? "orange" : "teal"}
      icon={<IconMailForward aria-hidden />}
      title={t("team.link.title", { email })}
      withCloseButton
      closeButtonLabel={t("common.close")}
      onClose={onClose}
      role="status"
    >
      <Text size="sm" mb={4}>
        {text}
      </Text>
      <Group gap={4} wrap="nowrap">
        <Code data-testid="invitation-link" style={{ overflowWrap: "anywhere" }}>
          {url}
        </Code>
        <Copy text={url} label={t("team.link.copy")} />
      </Group>
    </Alert>
  );
}
