/** What the end of a command says to scripts; a table of docs/cli.md. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  refused: 3,
  needsPerson: 4,
  unreachable: 5,
  notFound: 6,
  busy: 7,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** In words, for the page of the command line. */
export const exitCodeWords: Record<keyof typeof exitCodes, string> = {
  done: "Done. Of `workflow run`: the run succeeded. Of `leeloo probe`: no differences",
  failed: "It could not be done. Of `workflow run`: the run failed or was cancelled. Of `leeloo probe`: differences",
  usage: "The command, an option or a setting is wrong. Of `leeloo probe`: it could not ask",
  refused:
    "Not allowed, or not as things are: the data folder is in use, a file is there already, the API key or who calls may not do this",
  needsPerson: "Of `workflow run`: the run waits for a person",
  unreachable: "The server does not answer",
  notFound: "There is nobody and nothing by this name or id",
  busy: "The server or the database has no time for it now: try again later",
  interrupted: "Ctrl+C. A run that `workflow run` had started goes on",
};
