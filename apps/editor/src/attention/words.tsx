import { Button, Group } from "@mantine/core";
import { useNavigate } from "react-router";
import type { AttentionEntry, AttentionWord } from "@leeway/api";
import { useAnswer } from "../api/attention.js";
import { ask } from "../ui/confirm.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";

const wordsFor: Record<AttentionEntry["kind"], readonly AttentionWord[]> = {
  unknown: ["done", "retry", "fail"],
  approval: ["approve", "reject"],
};

interface WordsProps {
  entries: readonly AttentionEntry[];
  /** Several at once: each word says to how many. */
  several?: boolean;
  onDone?: () => void;
}

/** What can be said to them; to several, and where something would be sent again, only after a question. */
export function Words({ entries, several = false, onDone }: WordsProps) {
  const may = useMay();
  const t = useT();
  const answer = useAnswer();
  const navigate = useNavigate();
  const say = (word: AttentionWord, to: readonly AttentionEntry[]) =>
    answer.mutate(
      { entries: to, word },
      {
        onSuccess: ({ said, refusals }) => {
          if (said > 0) sayDone(t("attention.said", { count: said }));
          if (refusals.length > 0) sayError(refusals[0], t);
          onDone?.();
        },
        onError: (error) => sayError(error, t),
      },
    );
  const press = (word: AttentionWord, to: readonly AttentionEntry[]) => {
    const readers = word === "done" ? [...new Set(to.flatMap((entry) => entry.readers))] : [];
    if (readers.length > 0) return askWithoutAnswers(readers, to);
    if (!several && word !== "retry") return say(word, to);
    ask(t, {
      title: t(`attention.ask.${word}`, { count: to.length }),
      text: t(`attention.ask.${word}.text`),
      yes: t(`attention.word.${word}`),
      loss: word === "retry" || word === "fail",
      onYes: () => say(word, to),
    });
  };
  // Going on with nothing where a later step reads it makes that step fail. What came back is written in at the run.
  const askWithoutAnswers = (readers: readonly string[], to: readonly AttentionEntry[]) =>
    ask(t, {
      title: t("settle.without.title"),
      text: `${t("settle.done.needed", { count: readers.length, names: readers.join(", ") })} ${t("settle.without.text")}`,
      yes: several ? t("attention.without.several", { count: to.length }) : t("settle.without.go"),
      loss: true,
      onYes: () => say("done", to),
      ...(!several && {
        no: t("attention.without.open"),
        onNo: () => void navigate(`/runs/${to[0]?.runId}`),
      }),
    });
  if (!may("runs.settle")) return null;
  return (
    <Group gap="xs">
      {(["unknown", "approval"] as const).flatMap((kind) => {
        const to = entries.filter((entry) => entry.kind === kind);
        return to.length === 0
          ? []
          : wordsFor[kind].map((word) => (
              <Button
                key={word}
                size="xs"
                variant={word === "approve" ? "filled" : "default"}
                data-testid={several ? `all-${word}` : `say-${word}`}
                loading={answer.isPending && answer.variables.word === word}
                disabled={answer.isPending}
                onClick={() => press(word, to)}
              >
                {several
                  ? t("attention.word.several", { word: t(`attention.word.${word}`), count: to.length })
                  : t(`attention.word.${word}`)}
              </Button>
            ));
      })}
    </Group>
  );
}
