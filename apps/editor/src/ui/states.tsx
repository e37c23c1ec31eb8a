import type { ReactNode } from "react";
import { Alert, Button, Center, Group, Loader, Skeleton, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconAlertTriangle, IconPlugConnectedX, type Icon } from "@tabler/icons-react";
import { ApiProblem } from "../api/http.js";
import { useT } from "./language.js";
import { sentence } from "./said.js";

/** Rows to come. */
export function Waiting({ rows = 4 }: { rows?: number }) {
  const t = useT();
  return (
    <Stack aria-busy="true" aria-label={t("common.loading")} role="status">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={48} radius="md" />
      ))}
    </Stack>
  );
}

export function WaitingPage() {
  const t = useT();
  return (
    <Center h="100%" mih={240} role="status" aria-label={t("common.loading")}>
      <Loader />
    </Center>
  );
}

/** What asking again would not change. */
const final = (error: unknown): boolean => error instanceof ApiProblem && [403, 404, 410].includes(error.status);

/** What happened, and the button that tries again. */
export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const t = useT();
  const network = error instanceof ApiProblem && error.code === "network";
  const named = error instanceof ApiProblem && error.title ? error.title : t("error.title");
  const title = network ? t("error.network.title") : named;
  const text = sentence(error, t);
  return (
    <Alert color="red" icon={network ? <IconPlugConnectedX /> : <IconAlertTriangle />} title={title}>
      <Stack gap="xs" align="flex-start">
        {text !== title && (
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {text}
          </Text>
        )}
        {again && !final(error) && (
          <Button size="xs" variant="default" onClick={again}>
            {t("common.retry")}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** Teaches what a place is for: one sentence, one example, one button. */
export function Empty({
  icon: Sign,
  title,
  text,
  children,
}: {
  icon: Icon;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <Center py={64}>
      <Stack align="center" maw={480} gap="sm">
        <ThemeIcon size={56} radius="xl" variant="light">
          <Sign size={28} aria-hidden />
        </ThemeIcon>
        <Title order={2} ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center">
          {text}
        </Text>
        {children && <Group mt="xs">{children}</Group>}
      </Stack>
    </Center>
  );
}
