import { readFileSync } from "node:fs";
import { BaseSequencer } from "vitest/node";

/**
 * The files whose amounts of histories, kills and requests are the bulk of the work begin, or the last of them would run
 * alone on one core when all else has ended.
 */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files);
    const isLong = new Map(sorted.map((file) => [file, readFileSync(file.moduleId, "utf8").includes("patience(")]));
    return [...sorted.filter((file) => isLong.get(file)), ...sorted.filter((file) => !isLong.get(file))];
  }
}
