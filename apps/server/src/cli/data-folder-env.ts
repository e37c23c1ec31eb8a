import { readEnvironment, type Environment } from "../config/environment.js";

/**
 * The settings of the server, for a command that works on its data folder. A key for the API alone, without the owner that
 * the server would make with it, is no mistake here: other commands take it.
 */
export function folderEnvironment(env: Record<string, string | undefined>): Environment {
  const { LEEWAY_API_KEY, ...rest } = env;
  return readEnvironment(rest["LEEWAY_OWNER_EMAIL"] ? { ...rest, LEEWAY_API_KEY } : rest);
}
