import type { WorkflowDocument } from "@leeway/engine";
import type { Command } from "../document/commands.js";

type Settings = WorkflowDocument["settings"];
export type Concurrency = NonNullable<Settings["concurrency"]>;

/** What a workflow that was told to go one run at a time begins with: nothing is lost by it. */
export const firstConcurrency: Concurrency = { limit: 1, policy: "queue" };

/** Sets or, with `undefined`, takes out settings of the workflow. */
export const setSettings =
  (fields: { [K in "lane" | "timezone" | "concurrency"]?: Settings[K] | undefined }): Command =>
  (document) => {
    const settings: Record<string, unknown> = { ...document.settings };
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined) delete settings[name];
      else settings[name] = value;
    }
    return { ...document, settings: settings as Settings };
  };

/** Changes one of the words about runs at a time; an empty key is none. */
export const setConcurrency =
  (fields: Partial<Concurrency>): Command =>
  (document) => {
    const { key, ...rest } = { ...(document.settings.concurrency ?? firstConcurrency), ...fields };
    const concurrency = key === undefined || key.trim() === "" ? rest : { ...rest, key };
    return setSettings({ concurrency })(document);
  };
