import { Code, Text } from "@mantine/core";
import type { StepState } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import { JsonView } from "../json/json-view.js";
import { Piece } from "./words.js";

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** The step works with the sandbox anyway. */
const isSandbox = (url: string): boolean => URL.canParse(url) && new URL(url).pathname.startsWith("/sandbox/api/v2/");

/** In a rehearsal: in a sentence, what became of the step's call, and what a real run would still lack. */
export function RehearsedLine({ step: { rehearsed } }: { step: StepState }) {
  const t = useT();
  if (!rehearsed) return null;
  return (
    <>
      <Text size="sm" c="var(--mantine-color-violet-text)" data-testid="rehearsed" data-sent={rehearsed.sent}>
        {t(isSandbox(rehearsed.url) ? "rehearsed.own" : `rehearsed.${rehearsed.sent}`, { host: hostOf(rehearsed.url) })}
      </Text>
      {rehearsed.names && (
        <Text size="sm" c="dimmed" data-testid="rehearsed-names">
          {t("rehearsed.names", { count: rehearsed.names.length, names: rehearsed.names.join(", ") })}
        </Text>
      )}
      {rehearsed.note && (
        <Text size="sm" c="var(--mantine-color-orange-text)">
          {t(`rehearsed.${rehearsed.note}`)}
        </Text>
      )}
    </>
  );
}

/** The call as a real run would have made it. */
export function RehearsedRequest({ step: { rehearsed } }: { step: StepState }) {
  const t = useT();
  if (!rehearsed) return null;
  return (
    <Piece title={t("rehearsed.request")}>
      <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }} data-testid="rehearsed-request">
        {rehearsed.method} {rehearsed.url}
      </Code>
      {rehearsed.body !== undefined && <JsonView value={rehearsed.body} label={t("rehearsed.body")} />}
    </Piece>
  );
}
