import { useEffect } from "react";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  ProblemDto,
  StartedRun,
  StartRun,
  Workflow,
  WorkflowListItem,
  WorkflowVersion,
  WorkflowVersionWithDocument,
} from "@leeway/api";
import type { Json, NodeDefinition, WorkflowDocument } from "@leeway/engine";
import { call } from "./http.js";
import { useMay } from "./permission.js";

type List<T> = { items: T[]; nextCursor?: string };
const at = (id: string, rest = "") => `/workflows/${encodeURIComponent(id)}${rest}`;

/**
 * The workspace's workflows, newest first; with `all` page after page until the last: what is searched or chosen from must
 * not end with a page.
 */
export function useWorkflows(all = true) {
  const list = useInfiniteQuery({
    queryKey: ["workflows"],
    queryFn: ({ pageParam }) =>
      call<List<WorkflowListItem>>(
        "GET",
        `/workflows?limit=50${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ""}`,
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const more = all && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (more) void fetchNextPage();
  }, [more, fetchNextPage]);
  return list;
}
/** `before`: what has to be over first, e.g. a save of the same workflow. */
export const useWorkflow = (id: string, before: () => Promise<void>) =>
  useQuery({
    queryKey: ["workflow", id],
    queryFn: async () => {
      await before();
      return call<Workflow>("GET", at(id));
    },
    staleTime: Infinity,
    gcTime: 0,
  });
/** A draft to be looked at beside something else, as it is kept now. */
export const useStoredDraft = (id: string) =>
  useQuery({ queryKey: ["stored draft", id], queryFn: async () => (await getWorkflow(id)).document, gcTime: 0 });
export const getWorkflow = (id: string) => call<Workflow>("GET", at(id));
export const saveWorkflow = (id: string, revision: number, document: WorkflowDocument) =>
  call<Workflow>("PUT", at(id), { revision, document });
export const validateWorkflow = (id: string, document: WorkflowDocument) =>
  call<{ problems: ProblemDto[] }>("POST", at(id, "/validate"), { document });
export const startRun = (id: string, body: StartRun) => call<StartedRun>("POST", at(id, "/runs"), body);
/** `leave`: triggers that take nothing of what came before. */
/** `revision`: what was looked at. */
export const publishWorkflow = (id: string, wish: { leave: readonly string[]; revision: number }) =>
  call<{ version: number }>("POST", at(id, "/publish"), wish);
export const unpublishWorkflow = (id: string) => call("POST", at(id, "/unpublish"), {});
export const exportWorkflow = (id: string) => call<WorkflowDocument>("GET", at(id, "/export"));

export const useNodeTypes = () =>
  useQuery({
    queryKey: ["node-types"],
    queryFn: () => call<{ items: NodeDefinition[] }>("GET", "/node-types").then(({ items }) => items),
    staleTime: Infinity,
  });

function useChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSuccess: () => client.invalidateQueries({ queryKey: ["workflows"] }) });
}
export const useCreateWorkflow = () =>
  useChange((document: WorkflowDocument) => call<Workflow>("POST", "/workflows", { document }));
export const useImportWorkflow = () => useChange((document: unknown) => call<Workflow>("POST", "/import", document));
export const useDeleteWorkflow = () => useChange((id: string) => call("DELETE", at(id)));

export const useVersions = (id: string, enabled: boolean) =>
  useQuery({
    queryKey: ["versions", id],
    queryFn: () => call<{ items: WorkflowVersion[] }>("GET", at(id, "/versions")),
    enabled,
  });
/** The document of a version. It never changes: what was read once is kept. */
export const versionQuery = (id: string, version: number) => ({
  queryKey: ["versions", id, version],
  queryFn: () =>
    call<WorkflowVersionWithDocument>("GET", at(id, `/versions/${version}`)).then(({ document }) => document),
  staleTime: Infinity,
});
export const useVersion = (id: string, version: number | undefined) =>
  useQuery({ ...versionQuery(id, version ?? 0), enabled: version !== undefined });

/** Per trigger node the sample that somebody pasted or kept. */
export function useSamples(id: string) {
  // They hold what people sent, as it came.
  const enabled = useMay()("personalData.view");
  return useQuery({
    enabled,
    queryKey: ["samples", id],
    queryFn: () => call<{ samples: Record<string, Json> }>("GET", at(id, "/samples")).then(({ samples }) => samples),
  });
}
export function useKeepSample(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { nodeId: string; payload: Json }) => call("PUT", at(id, "/samples"), body),
    onSuccess: () => client.invalidateQueries({ queryKey: ["samples", id] }),
  });
}
