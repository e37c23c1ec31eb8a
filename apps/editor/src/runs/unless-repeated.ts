import type { ReplayRun } from "@leeway/api";
import { ApiProblem } from "../api/http.js";
import { ask } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { useShowRun } from "./show-run.js";

/** What stands in the way, in which words it is asked about, and how it is done all the same. */
const asked: Record<string, { why: "repeated" | "above" | "below" | "unknown"; anyway: Manner } | undefined> = {
  "replay.mayRepeat": { why: "unknown", anyway: { despiteDoubt: true } },
  "replay.elsewhere": { why: "repeated", anyway: { unlessReplayed: undefined } },
  "replay.above": { why: "above", anyway: { unlessReplayed: undefined } },
  "replay.below": { why: "below", anyway: { unlessReplayed: undefined } },
};

type Manner = Pick<ReplayRun, "unlessReplayed" | "despiteDoubt">;

/**
 * Does some of a run again. A run that has ended stays as it was, whatever came of its repetition: what failed in it may be done
 * by now. So where another run repeats it already, whoever began that one, or has what it would do once more in hand above or
 * below it, and where nobody knows whether something was done already, nothing is done before a yes, and the way there is offered;
 * `stepKey`: what of it is in sight then.
 */
export function useUnlessRepeated(
  runId: string,
  stepKey?: string,
): (repeat: (manner: Manner) => Promise<void>) => Promise<void> {
  const t = useT();
  const show = useShowRun();
  return async (repeat) => {
    const trying = async (manner: Manner): Promise<void> => {
      try {
        await repeat(manner);
      } catch (error) {
        const refused = error instanceof ApiProblem ? asked[error.code] : undefined;
        if (!(error instanceof ApiProblem) || !refused || error.runId === undefined) throw error;
        const { why, anyway } = refused;
        const id = error.runId;
        ask(t, {
          title: t(`replay.${why}.title`, { id: id.slice(-6) }),
          text: why === "unknown" ? error.message : t(`replay.${why}.text`),
          yes: t("replay.repeated.yes"),
          loss: true,
          onYes: () => void trying({ ...manner, ...anyway }).catch((other: unknown) => sayError(other, t)),
          // What is in doubt in this very run is in sight.
          ...(id !== runId && { no: t("replay.repeated.look"), onNo: () => show(id, stepKey) }),
        });
      }
    };
    await trying({ unlessReplayed: true });
  };
}
