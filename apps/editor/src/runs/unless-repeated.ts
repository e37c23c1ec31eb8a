import type { ReplayRun } from "@leeway/api";
import { ApiProblem } from "../api/http.js";
import { useRunNow } from "../api/runs.js";
import { ask } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { useShowRun } from "./show-run.js";

type Manner = Pick<ReplayRun, "unlessReplayed">;

/**
 * Does some of a run again. A run that has ended stays as it was, whatever came of its repetition: what failed in it may be done
 * by now. So where another run repeats it already, whoever began that one, nothing is done before a yes, and the way there
 * is offered; `stepKey`: what of it is in sight then.
 */
export function useUnlessRepeated(
  runId: string,
  stepKey?: string,
): (repeat: (manner: Manner) => Promise<void>) => Promise<void> {
  const t = useT();
  const readRun = useRunNow(runId);
  const show = useShowRun();
  return async (repeat) => {
    try {
      await repeat({ unlessReplayed: true });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== "replay.elsewhere") throw error;
      const { replayedAs } = await readRun();
      if (!replayedAs) throw error;
      const { id } = replayedAs;
      ask(t, {
        title: t("replay.repeated.title", { id: id.slice(-6) }),
        text: t("replay.repeated.text"),
        yes: t("replay.repeated.yes"),
        no: t("replay.repeated.look"),
        loss: true,
        onYes: () => void repeat({}).catch((refused: unknown) => sayError(refused, t)),
        onNo: () => show(id, stepKey),
      });
    }
  };
}
