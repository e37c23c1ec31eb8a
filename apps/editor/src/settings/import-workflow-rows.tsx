import { ownOf } from "@leeway/engine";
import { useState } from "react";
import { Anchor, NativeSelect } from "@mantine/core";
import type { ImportReport, ImportedWorkflow, WorkspaceFile } from "@leeway/api";
import type { ImportWish } from "../api/workspace-file.js";
import { useT } from "../ui/language.js";
import { ImportDifference } from "./import-difference.js";
import { OutcomeBadge } from "./outcome-badge.js";
import css from "./import-rows.module.css";

type Choice = ImportWish["perWorkflow"][string];
interface RowsProps {
  report: ImportReport;
  file: WorkspaceFile;
  wish: ImportWish;
  onWish: (wish: ImportWish) => void;
}

/** Each workflow of the file by itself: what becomes of it, what is other in it than here, and what one wants instead. */
export function ImportWorkflowRows({ report, file, wish, onWish }: RowsProps) {
  const choose = (from: string, choice: Choice) =>
    onWish({ ...wish, perWorkflow: { ...wish.perWorkflow, [from]: choice } });
  return (
    <ul className={css.list}>
      {report.workflows.map((one, index) => (
        <WorkflowRow
          key={one.from}
          one={one}
          choice={choiceFor(one, wish)}
          onChoose={(choice) => choose(one.from, choice)}
        >
          {(here) => <ImportDifference here={here} index={index} report={report} file={file} />}
        </WorkflowRow>
      ))}
    </ul>
  );
}

/** One that nothing here has the name of comes, unless somebody leaves it out. */
const choiceFor = ({ from, here }: ImportedWorkflow, { choices, perWorkflow }: ImportWish): Choice => {
  if (here !== undefined) return ownOf(perWorkflow, from) ?? choices.workflows;
  return ownOf(perWorkflow, from) === "mine" ? "mine" : "both";
};

interface RowProps {
  one: ImportedWorkflow;
  choice: Choice;
  onChoose: (choice: Choice) => void;
  children: (here: string) => React.ReactNode;
}

function WorkflowRow({ one: { name, as, here, outcome, keptAs }, choice, onChoose, children }: RowProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  const options: readonly Choice[] = here === undefined ? ["both", "mine"] : ["both", "mine", "theirs"];
  const word = (value: Choice) =>
    here === undefined ? t(value === "mine" ? "carry.choice.leave" : "carry.choice.take") : t(`carry.choice.${value}`);
  return (
    <li data-testid={`import-one-${name}`}>
      <div className={css.row}>
        <div className={css.what}>
          <bdi className={css.name}>{as}</bdi> <OutcomeBadge outcome={outcome} />{" "}
          {here !== undefined && outcome !== "same" && (
            <Anchor component="button" size="sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
              {t("carry.difference")}
            </Anchor>
          )}
        </div>
        {outcome !== "same" && (
          <NativeSelect
            className={css.choice}
            size="xs"
            aria-label={t("carry.choice.of", { name })}
            value={choice}
            data={options.map((value) => ({ value, label: word(value) }))}
            onChange={({ currentTarget: { value } }) => onChoose(options.find((one) => one === value) ?? "both")}
          />
        )}
      </div>
      {keptAs !== undefined && <p className={css.kept}>{t("carry.keeps", { version: keptAs })}</p>}
      {shown && here !== undefined && <div className={css.difference}>{children(here)}</div>}
    </li>
  );
}
