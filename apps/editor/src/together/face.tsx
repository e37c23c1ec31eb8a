import { Avatar } from "@mantine/core";
import type { Present } from "@leeway/api";
import { useColorOf } from "./people.js";

/** Somebody's initials in their colour; the name stands beside it, or is said by what is around it. */
export function Face({ person: { id, name }, size }: { person: Present; size: number }) {
  return <Avatar name={name} color={useColorOf(id)} variant="filled" size={size} aria-hidden />;
}
