import { Button } from "@mantine/core";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useT } from "./language.js";

/** Brings the next page of a list, while there is one. */
export function More({ list }: { list: UseInfiniteQueryResult }) {
  const t = useT();
  return (
    list.hasNextPage && (
      <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
        {t("common.more")}
      </Button>
    )
  );
}
