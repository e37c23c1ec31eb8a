import { Alert, Anchor, Group, List, Stack, Text } from "@mantine/core";
import { IconInfoCircle, IconKey } from "@tabler/icons-react";
import { Link } from "react-router";
import type { ImportReport } from "@leeway/api";
import { useT } from "../ui/language.js";

/** The credentials that somebody has to complete; `links`: they are here by now. */
export function Secrets({ credentials, links = false }: Pick<ImportReport, "credentials"> & { links?: boolean }) {
  const t = useT();
  const waiting = credentials.filter(({ needsSecret }) => needsSecret);
  if (waiting.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconKey />} title={t("carry.secrets", { count: waiting.length })}>
      <Stack gap="xs">
        <Text size="sm">{t("carry.secrets.text")}</Text>
        <List size="sm" data-testid="import-secrets">
          {waiting.map(({ id, as, type }) => (
            <List.Item key={id}>
              <Group gap={6} component="span">
                {links ? (
                  <Anchor component={Link} to={`/credentials?edit=${id}`} size="sm" fw={600}>
                    <bdi>{as}</bdi>
                  </Anchor>
                ) : (
                  <Text component="bdi" size="sm" fw={600}>
                    {as}
                  </Text>
                )}
                <Text span size="sm">
                  {t(`credentials.type.${type}`)}
                </Text>
              </Group>
            </List.Item>
          ))}
        </List>
      </Stack>
    </Alert>
  );
}

/** The workflows that are not ready to be published yet. */
export function Unready({ workflows }: Pick<ImportReport, "workflows">) {
  const t = useT();
  const unready = workflows.filter(({ problemCount }) => problemCount > 0);
  if (unready.length === 0) return null;
  return (
    <Alert color="gray" icon={<IconInfoCircle />} title={t("carry.unready", { count: unready.length })}>
      <List size="sm">
        {unready.map(({ from, as, problems: [first], problemCount }) => (
          <List.Item key={from}>
            <Text component="bdi" size="sm" fw={600}>
              {as}
            </Text>{" "}
            <Text span size="sm">
              {first?.message} {problemCount > 1 && t("carry.unready.more", { count: problemCount - 1 })}
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
