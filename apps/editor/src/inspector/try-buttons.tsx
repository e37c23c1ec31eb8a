import { memo, useState } from "react";
import { Button, Group, Tooltip } from "@mantine/core";
import { IconArrowBarToRight, IconPlayerPlay, IconPlayerTrackNext } from "@tabler/icons-react";
import { useMe } from "../api/account.js";
import { useCredentials } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf, useName } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { askReal } from "../toolbar/ask-real.js";
import { realPeopleOf } from "../toolbar/real-people.js";
import { triedPart, tryPart, type TryWhat } from "../toolbar/trying.js";
import { useRunFrom } from "../toolbar/use-run-from.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";

interface TryButtonsProps {
  nodeId: string;
  disabled: boolean;
}

/** This step alone, or the draft as far as it; before it changes something outside, it asks. */
export const TryButtons = memo(function TryButtons({ nodeId, disabled }: TryButtonsProps) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const credentials = useCredentials();
  const sandbox = useMe().data?.sandbox === true;
  const [busy, setBusy] = useState<TryWhat>();
  const from = useRunFrom(nodeId);
  const loop = useName(from.from);
  const start = async (what: TryWhat, rehearsal = false) => {
    setBusy(what);
    await tryPart(what, nodeId, rehearsal).catch((error: unknown) => sayError(error, t));
    setBusy(undefined);
  };
  const press = async (what: TryWhat) => {
    // Whom it would reach must be known before anything starts.
    const known = credentials.data ? credentials : await credentials.refetch();
    if (!known.data) return sayError(known.error, t);
    const part = triedPart(useEditor.getState().document, catalogue, what, nodeId);
    const real = realPeopleOf(part, catalogue, known.data);
    if (!real) return start(what);
    return askReal(t, {
      real,
      nameOf: (one) => nameOf(one, catalogue, locale),
      onRehearse: sandbox ? () => void start(what, true) : undefined,
      onRun: () => void start(what),
    });
  };
  return (
    <Group gap={6} mt={8}>
      <Tooltip label={t("try.only.help")} multiline w={260} openDelay={400}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          loading={busy === "only"}
          disabled={disabled}
          data-testid="try-only"
          onClick={() => void press("only")}
        >
          {t("try.only")}
        </Button>
      </Tooltip>
      <Tooltip label={t("try.upTo.help")} multiline w={260} openDelay={400}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBarToRight size={14} aria-hidden />}
          loading={busy === "upTo"}
          data-testid="try-up-to"
          onClick={() => void press("upTo")}
        >
          {t("try.upTo")}
        </Button>
      </Tooltip>
      {from.press && (
        <Tooltip label={t("try.from.help")} multiline w={260} openDelay={400}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlayerTrackNext size={14} aria-hidden />}
            loading={from.busy}
            disabled={disabled}
            data-testid="try-from"
            onClick={() => from.press?.()}
          >
            {from.from === nodeId ? t("try.from") : t("try.from.loop", { loop })}
          </Button>
        </Tooltip>
      )}
    </Group>
  );
});
