import type { ReplayRun } from "@leeway/api";
import { ApiProblem } from "../api/http.js";
import { ask } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { useShowRun } from "./show-run.js";

/** What stands in the way, and in which words it is asked about. */
const asked: Record<string, "repeated" | "above" | "below" | undefined> = {
  "replay.elsewhere": "repeated",
  "replay.above": "above",
  "replay.below": "below",
};

type Manner = Pick<ReplayRun, "unlessReplayed">;

/**
 * Does some of a run again. A run that has ended stays as it was, whatever came of its repetition: what failed in it may be done
 * by now. So where another run repeats it already, whoever began that one, or has what it would do once more in hand above or
 * below it, nothing is done before a yes, and the way there is offered; `stepKey`: what of it is in sight then.
 */
export function useUnlessRepeated(stepKey?: string): (repeat: (manner: Manner) => Promise<void>) => Promise<void> {
  const t = useT();
  const show = useShowRun();
  return async (repeat) => {
    try {
      await repeat({ unlessReplayed: true });
    } catch (error) {
      const why = error instanceof ApiProblem ? asked[error.code] : undefined;
      const id = error instanceof ApiProblem ? error.runId : undefined;
      if (why === undefined || id === undefined) throw error;
      ask(t, {
        title: t(`replay.${why}.title`, { id: id.slice(-6) }),
        text: t(`replay.${why}.text`),
        yes: t("replay.repeated.yes"),
        no: t("replay.repeated.look"),
        loss: true,
        onYes: () => void repeat({}).catch((refused: unknown) => sayError(refused, t)),
        onNo: () => show(id, stepKey),
      });
    }
  };
}
