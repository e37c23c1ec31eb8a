import { censor, type JsonObject } from "@leeway/engine";
import type { Command } from "commander";
import { spellingsOf } from "../../credentials/spellings.js";
import { inputText, JSON_OPTION, type Ends, type Surroundings } from "../surroundings.js";
import { probe, type ProbeReport } from "./probe.js";
import { tableOf } from "./table.js";
import { targetOf, type ProbeWish } from "./target.js";

/** `leeloo probe`: 0 no differences, 1 differences, 2 could not. */
export function addProbe(leeloo: Command, surroundings: Surroundings, ends: Ends): void {
  const { env, print } = surroundings;
  leeloo
    .command("probe")
    .description("compares a real Leeloo with what Leeway expects of it, by calls that only read")
    .option("--credential <id>", "a token that Leeway keeps")
    .option("--token-stdin", "take the token from standard input; else it is LEELOO_TOKEN of the environment")
    .option("--base-url <url>", "where the API begins, if it is not Leeloo itself")
    .option(...JSON_OPTION)
    .action(async ({ json, ...wish }: ProbeWish & { json?: true }) => {
      const target = targetOf(wish, env, () => inputText(surroundings));
      // A far end may repeat what it was sent.
      const found = censor(
        (await probe(target)) as unknown as JsonObject,
        spellingsOf([target.token]),
      ) as unknown as ProbeReport;
      print(json ? JSON.stringify(found, null, 2) : tableOf(found));
      ends(found.differences > 0 ? 1 : 0);
    });
}
