let latest: { workspace: string; role: string } | undefined;
let tell = () => {};

/** Notes the role that an answer named; another one than before in the same workspace is told. */
export function hearRole(workspace: string | undefined, role: string | null): void {
  if (workspace === undefined || role === null) return;
  const isNew = latest?.workspace === workspace && latest.role !== role;
  latest = { workspace, role };
  if (isNew) tell();
}

/** Who wants to know that the person of this page has another role from now on. */
export function onNewRole(listener: () => void): void {
  tell = listener;
}
