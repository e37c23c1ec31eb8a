import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./ui/base.css";
import { createRoot } from "react-dom/client";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createBrowserRouter, RouterProvider } from "react-router";
import { ApiProblem } from "./api/http.js";
import { isShutOut } from "./api/workspaces.js";
import { LanguageProvider } from "./ui/language.js";
import { theme, variables } from "./ui/theme.js";
import { Boundary } from "./ui/boundary.js";
import { App } from "./workspace/app.js";
import { reloadWhenUpdated } from "./workspace/updated.js";

/** Who is signed out elsewhere, or taken out of the workspace, is told so by whatever they ask for next. */
const queryCache = new QueryCache({
  onError: (error, { queryKey: [asked] }) => {
    if (asked !== "me" && isShutOut(error)) void client.invalidateQueries({ queryKey: ["me"] });
    const isSignedOut = error instanceof ApiProblem && error.code === "auth.required";
    if (asked !== "auth" && isSignedOut) void client.invalidateQueries({ queryKey: ["auth"] });
  },
});
const client: QueryClient = new QueryClient({
  queryCache,
  defaultOptions: {
    queries: {
      // A refusal stays a refusal; only a server that does not answer is asked again.
      retry: (count, error) => count < 2 && error instanceof ApiProblem && error.code === "network",
      refetchOnWindowFocus: false,
    },
  },
});

/** A router that knows where one goes next, so that a page with unsaved changes can ask first. */
const router = createBrowserRouter([
  {
    path: "*",
    element: (
      <ModalsProvider>
        <Notifications position="bottom-right" />
        <Boundary>
          <App />
        </Boundary>
      </ModalsProvider>
    ),
  },
]);

reloadWhenUpdated();
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
