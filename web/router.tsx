/** Every address of the app. */
import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { AttentionPage } from "./pages/attention/attention-page.tsx";
import { ConnectionsPage } from "./pages/connections/connections-page.tsx";
import { DocumentPage } from "./pages/document/document-page.tsx";
import { DocumentsPage } from "./pages/documents/documents-page.tsx";
import { EnrollmentPage } from "./pages/enrollment/enrollment-page.tsx";
import { NotFoundPage } from "./pages/not-found/not-found-page.tsx";
import { WorkflowPage } from "./pages/workflow/workflow-page.tsx";
import { WorkflowsPage } from "./pages/workflows/workflows-page.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage });

const routes = [
  createRoute({ getParentRoute: () => root, path: "/", component: WorkflowsPage }),
  createRoute({ getParentRoute: () => root, path: "/workflows/$id", component: WorkflowPage }),
  createRoute({ getParentRoute: () => root, path: "/enrollments/$id", component: EnrollmentPage }),
  createRoute({ getParentRoute: () => root, path: "/documents", component: DocumentsPage }),
  createRoute({ getParentRoute: () => root, path: "/documents/$id", component: DocumentPage }),
  createRoute({ getParentRoute: () => root, path: "/attention", component: AttentionPage }),
  createRoute({ getParentRoute: () => root, path: "/connections", component: ConnectionsPage }),
] as const;

export const router = createRouter({ routeTree: root.addChildren(routes), defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
