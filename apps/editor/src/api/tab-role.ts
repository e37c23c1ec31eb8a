/** How many calls have been sent. */
let sent = 0;
let latest:
  | { workspace: string; role: string; /** Calls after this one were sent once it was known. */ upTo: number }
  | undefined;
let tell = () => {};
let ask = () => {};

/** The number of a call that is about to be sent, by which its answer is told from an older one. */
export function nextCall(): number {
  sent += 1;
  return sent;
}

/**
 * Notes the role that an answer named; another one than before in the same workspace is told. Answers overtake each other: of a
 * call that was under way when the role was heard, nobody knows whether it says an older or a newer one, and it is asked anew.
 */
export function hearRole(workspace: string | undefined, role: string | null, call: number): void {
  if (workspace === undefined || role === null) return;
  const isKnown = latest?.workspace === workspace;
  if (isKnown && latest?.role === role) return;
  if (latest && isKnown && call <= latest.upTo) {
    ask();
    return;
  }
  latest = { workspace, role, upTo: sent };
  if (isKnown) tell();
}

/** Who wants to know that the person of this page has another role from now on, and who asks which it is. */
export function onNewRole(listener: () => void, asks: () => void): void {
  tell = listener;
  ask = asks;
}
