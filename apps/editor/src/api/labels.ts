import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Label, LabelListItem, LabelWish } from "@leeway/api";
import { call } from "./http.js";
import { wholeList } from "./pages.js";

const at = (id: string) => `/labels/${encodeURIComponent(id)}`;

/** The labels of the workspace, by name. */
export const useLabels = () =>
  useQuery({ queryKey: ["labels"], queryFn: () => wholeList<LabelListItem>("/labels"), staleTime: 30_000 });

/** Workflows show their labels: both lists are read anew. */
function useLabelChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => Promise.all(["labels", "workflows"].map((name) => client.invalidateQueries({ queryKey: [name] }))),
  });
}
export const useCreateLabel = () => useLabelChange((name: string) => call<Label>("POST", "/labels", { name }));
export const useChangeLabel = () =>
  useLabelChange(({ id, ...wish }: LabelWish & { id: string }) => call<Label>("PATCH", at(id), wish));
export const useDeleteLabel = () => useLabelChange((id: string) => call("DELETE", at(id)));
/** Sets all labels of a workflow. */
export const useAssignLabels = () =>
  useLabelChange(({ workflowId, labels }: { workflowId: string; labels: readonly string[] }) =>
    call("PUT", `/workflows/${encodeURIComponent(workflowId)}/labels`, { labels }),
  );
