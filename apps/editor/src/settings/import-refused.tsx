import { Alert, Text } from "@mantine/core";
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
      {errors.slice(0, MOST).map(({ path, message }) => (
        <Text size="sm" key={`${path} ${message}`} style={{ overflowWrap: "anywhere" }}>
          {placeIn(file, path)}
          {message}
        </Text>
      ))}
      {errors.length > MOST && <Text size="sm">{t("carry.unready.more", { count: errors.length - MOST })}</Text>}
    </Alert>
  );
}
