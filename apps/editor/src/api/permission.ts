import { useCallback } from "react";
import { may, type Permission } from "@leeway/api";
import { useMe } from "./account.js";

/** Whether this person may do it in this workspace: `useMay()("workflows.edit")`. Nobody may anything until it is known. */
export function useMay(): (permission: Permission) => boolean {
  const role = useMe().data?.workspace.role;
  return useCallback((permission) => role !== undefined && may(role, permission), [role]);
}
