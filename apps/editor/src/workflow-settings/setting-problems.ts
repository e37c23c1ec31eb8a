import { useMemo } from "react";
import { sayProblem } from "@leeway/api";
import { useEditor } from "../document/store.js";
import { useNodeName } from "../expression/use-world.js";
import { useLanguage } from "../ui/language.js";

/** What is wrong with a setting, in words for the place where it stands, and where in its text. */
export function useSettingProblems(param: string, label?: string): { said: string | undefined; faults: number[] } {
  const problems = useEditor((state) => state.problems);
  const { locale } = useLanguage();
  const name = useNodeName();
  return useMemo(() => {
    const own = problems.filter((problem) => problem.nodeId === undefined && problem.param === param);
    const said = own.map(({ code, severity, values, position }) => {
      const at = { ...(label !== undefined && { param: label }), ...(position !== undefined && { position }) };
      return sayProblem({ code, severity, values, ...at }, locale, name);
    });
    return {
      said: said.length === 0 ? undefined : said.join(" "),
      faults: own.flatMap(({ position }) => position ?? []),
    };
  }, [problems, param, label, locale, name]);
}
