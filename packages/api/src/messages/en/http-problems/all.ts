import type { Catalogue } from "../../texts.js";
import { people } from "./people.js";
import { requests } from "./requests.js";
import { runs } from "./runs.js";
import { team } from "./team.js";
import { workflows } from "./workflows.js";

/** What the HTTP API refuses, in English: a file for each topic. */
export const httpProblems: Catalogue["httpProblems"] = { ...requests, ...people, ...team, ...workflows, ...runs };
