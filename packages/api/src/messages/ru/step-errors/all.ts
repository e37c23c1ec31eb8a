import type { Catalogue } from "../../texts.js";
import { apps } from "./apps.js";
import { calls } from "./calls.js";
import { runs } from "./runs.js";
import { values } from "./values.js";

/** Why a step or run failed, in Russian: a file for each topic. */
export const stepErrors: Catalogue["stepErrors"] = { ...values, ...calls, ...apps, ...runs };
