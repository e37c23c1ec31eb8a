import { Alert, Code, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiProblem } from "../api/http.js";
import { useT } from "../ui/language.js";
import { sentence } from "../ui/said.js";
import { placeIn } from "./place-in-file.js";

/** A file that is wrong everywhere is not read to its end. */
const MOST = 10;

/** Which file cannot be taken in, where it is wrong, and what to do. */
export function ImportRefused({ error, name, file }: { error: Error; name: string; file: unknown }) {
  const t = useT();
  const errors = error instanceof ApiProblem ? error.errors : [];
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t("carry.refused", { file: name })} role="alert">
      {errors.length === 0 && <Text size="sm">{sentence(error, t)}</Text>}
      {errors.length > 0 && (
        <List size="sm" spacing={4} listStyleType="none">
          {errors.slice(0, MOST).map(({ path, message }) => (
            <List.Item key={`${path} ${message}`}>
              <Place {...placeIn(file, path)} />
              {message}
            </List.Item>
          ))}
          {errors.length > MOST && <List.Item>{t("carry.unready.more", { count: errors.length - MOST })}</List.Item>}
        </List>
      )}
      {errors.some(({ path }) => placeIn(file, path)) && (
        <Text size="sm" mt="xs">
          {t("carry.refused.todo")}
        </Text>
      )}
    </Alert>
  );
}

/** In front of what is wrong there. */
function Place({ path, name }: { path?: string; name?: string | undefined }) {
  const t = useT();
  if (path === undefined) return null;
  return (
    <>
      <Code>{path}</Code>
      {name !== undefined && ` ${t("carry.place", { name })}`}
      {": "}
    </>
  );
}
