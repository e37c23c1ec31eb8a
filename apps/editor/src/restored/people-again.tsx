import { Anchor, Avatar, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { sayRole } from "@leeway/api";
import { useMembers } from "../api/team.js";
import { useLanguage, useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";

/** Who is in the team again as in the backup: whom somebody took out since, nobody knows here. */
export function PeopleAgain() {
  const t = useT();
  const { locale } = useLanguage();
  const members = useMembers();
  return (
    <Stack gap="sm" data-testid="people-again">
      <Title order={2} size="h3">
        {t("restored.people.title")}
      </Title>
      <Text size="sm" maw={820}>
        {t("restored.people.text")}{" "}
        <Anchor component={Link} to="/team" size="sm" underline="always">
          {t("restored.people.go")}
        </Anchor>
      </Text>
      {members.isPending && <Waiting rows={1} />}
      {members.error && !members.data && <Failed error={members.error} again={() => void members.refetch()} />}
      <Group component="ul" p={0} m={0} gap="xs" aria-label={t("restored.people.title")}>
        {members.data?.map(({ id, name, email, role }) => (
          <Paper key={id} component="li" withBorder px="sm" py={6} style={{ listStyle: "none" }}>
            <Group gap="xs" wrap="nowrap">
              <Avatar name={name} color="cyan" size={28} aria-hidden />
              <Stack gap={0}>
                <Text size="sm" fw={600}>
                  {name} <Text span size="sm" c="dimmed">{`· ${sayRole(role, locale)}`}</Text>
                </Text>
                <Text size="xs" c="dimmed">
                  {email}
                </Text>
              </Stack>
            </Group>
          </Paper>
        ))}
      </Group>
    </Stack>
  );
}
