// In a layer of their own: what is said here of a component holds, whichever file of the two a browser reads first.
import "@mantine/core/styles.layer.css";
import "@mantine/dates/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./ui/base.css";
import { createRoot } from "react-dom/client";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createBrowserRouter, RouterProvider } from "react-router";
import { watchAttendance } from "./api/attendance.js";
import { ApiProblem } from "./api/http.js";
import { leaveOthersPages } from "./api/tab-person.js";
import { arriveInWorkspace } from "./api/tab-workspace.js";
import { isShutOut } from "./api/workspaces.js";
import { keepFocus } from "./ui/keep-focus.js";
import { LanguageProvider } from "./ui/language.js";
import { theme, variables } from "./ui/theme.js";
import { Told } from "./ui/told.js";
import { Boundary } from "./ui/boundary.js";
import { App } from "./workspace/app.js";
import { followRole } from "./workspace/new-role.js";
import { reloadWhenUpdated } from "./workspace/updated.js";

/** Who is signed out elsewhere, taken out of the workspace or given another role is told so by whatever they ask for next. */
function notice(error: unknown, asked?: unknown): void {
  const code = error instanceof ApiProblem ? error.code : "";
  if (code === "auth.required" && asked !== "auth") void client.invalidateQueries({ queryKey: ["auth"] });
  if ((isShutOut(error) || code === "auth.role") && asked !== "me") void client.invalidateQueries({ queryKey: ["me"] });
}
const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey: [asked] }) => notice(error, asked) }),
  mutationCache: new MutationCache({ onError: (error) => notice(error) }),
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; only a server that does not answer is asked again.
      retry: (count, error) => count < 2 && error instanceof ApiProblem && error.code === "network",
      refetchOnWindowFocus: false,
    },
  },
});

arriveInWorkspace();
leaveOthersPages();
followRole(client);

/** A router that knows where one goes next, so that a page with unsaved changes can ask first. */
const router = createBrowserRouter([
  {
    path: "*",
    element: (
      <ModalsProvider>
        <Told />
        <Boundary>
          <App />
        </Boundary>
      </ModalsProvider>
    ),
  },
]);

reloadWhenUpdated();
keepFocus();
watchAttendance();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
    <LanguageProvider>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LanguageProvider>
  </MantineProvider>,
);
