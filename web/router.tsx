/** Every address of the app. Pages load when they are first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, stripSearchParams } from "@tanstack/react-router";
import { wholeHistory } from "./history/history-filter.ts";
import { allDocuments, documentSearch } from "./pages/documents/document-filter.ts";
import { historySearch } from "./pages/history/history-address.ts";
import { mappingSearch } from "./pages/mapping/mapping-address.ts";
import { performanceSearch } from "./pages/performance/performance-address.ts";
import { recordsSearch, unbilledSearch } from "./pages/records/records-address.ts";
import { NotFound } from "./pages/not-found/not-found.tsx";
import { PageBroke } from "./pages/not-found/page-broke.tsx";
import { Shell } from "./shell/shell.tsx";

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: PageBroke });
const app = createRoute({ getParentRoute: () => root, id: "app", component: Shell });

const workflows = createRoute({
  getParentRoute: () => app,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/workflows/workflows.tsx"), "WorkflowsPage"),
});
const workflow = createRoute({
  getParentRoute: () => app,
  path: "/workflows/$id",
  component: lazyRouteComponent(() => import("./pages/workflow/workflow.tsx"), "WorkflowPage"),
});
const newWorkflow = createRoute({
  getParentRoute: () => app,
  path: "/workflows/new",
  component: lazyRouteComponent(() => import("./pages/new-workflow/new-workflow.tsx"), "NewWorkflowPage"),
});
const editor = createRoute({
  getParentRoute: () => app,
  path: "/workflows/$id/edit",
  /** What a link points at: a field of a step, or a panel. */
  validateSearch: (search: Record<string, unknown>): { step?: string; field?: string; panel?: "trigger" | "settings" | "test" } => ({
    ...(typeof search["step"] === "string" && { step: search["step"] }),
    ...(typeof search["field"] === "string" && { field: search["field"] }),
    ...((search["panel"] === "trigger" || search["panel"] === "settings" || search["panel"] === "test") && { panel: search["panel"] }),
  }),
  component: lazyRouteComponent(() => import("./pages/editor/editor.tsx"), "EditorPage"),
});
const review = createRoute({
  getParentRoute: () => app,
  path: "/workflows/$id/review",
  component: lazyRouteComponent(() => import("./pages/review/review.tsx"), "ReviewPage"),
});
const versions = createRoute({
  getParentRoute: () => app,
  path: "/workflows/$id/versions",
  component: lazyRouteComponent(() => import("./pages/versions/versions.tsx"), "VersionsPage"),
});
const enrollment = createRoute({
  getParentRoute: () => app,
  path: "/enrollments/$id",
  component: lazyRouteComponent(() => import("./pages/enrollment/enrollment.tsx"), "EnrollmentPage"),
});
const documents = createRoute({
  getParentRoute: () => app,
  path: "/documents",
  validateSearch: documentSearch,
  search: { middlewares: [stripSearchParams(allDocuments)] },
  component: lazyRouteComponent(() => import("./pages/documents/documents.tsx"), "DocumentsPage"),
});
const document = createRoute({
  getParentRoute: () => app,
  path: "/documents/$id",
  component: lazyRouteComponent(() => import("./pages/document/document.tsx"), "DocumentPage"),
});
const attention = createRoute({
  getParentRoute: () => app,
  path: "/attention",
  component: lazyRouteComponent(() => import("./pages/attention/attention.tsx"), "AttentionPage"),
});
const history = createRoute({
  getParentRoute: () => app,
  path: "/history",
  validateSearch: historySearch,
  search: { middlewares: [stripSearchParams(wholeHistory)] },
  component: lazyRouteComponent(() => import("./pages/history/history.tsx"), "HistoryPage"),
});
const performance = createRoute({
  getParentRoute: () => app,
  path: "/performance",
  validateSearch: performanceSearch,
  component: lazyRouteComponent(() => import("./pages/performance/performance.tsx"), "PerformancePage"),
});
const mapping = createRoute({
  getParentRoute: () => app,
  path: "/mapping",
  validateSearch: mappingSearch,
  component: lazyRouteComponent(() => import("./pages/mapping/mapping.tsx"), "MappingPage"),
});
const connections = createRoute({
  getParentRoute: () => app,
  path: "/connections",
  component: lazyRouteComponent(() => import("./pages/connections/connections.tsx"), "ConnectionsPage"),
});
const connect = createRoute({
  getParentRoute: () => app,
  path: "/connections/new",
  component: lazyRouteComponent(() => import("./pages/connect/connect.tsx"), "ConnectPage"),
});
const connectHubSpot = createRoute({
  getParentRoute: () => app,
  path: "/connections/new-hubspot",
  component: lazyRouteComponent(() => import("./pages/connect-hubspot/connect-hubspot.tsx"), "ConnectHubSpotPage"),
});
const accountSettings = createRoute({
  getParentRoute: () => app,
  path: "/connections/$id/settings",
  component: lazyRouteComponent(() => import("./pages/account-settings/account-settings.tsx"), "AccountSettingsPage"),
});
const approvals = createRoute({
  getParentRoute: () => app,
  path: "/approvals",
  component: lazyRouteComponent(() => import("./pages/approvals/approvals.tsx"), "ApprovalsPage"),
});
const settings = createRoute({
  getParentRoute: () => app,
  path: "/settings/$tab",
  component: lazyRouteComponent(() => import("./pages/settings/settings.tsx"), "SettingsPage"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyRouteComponent(() => import("./pages/sign-in/invitation.tsx"), "InvitationPage"),
});
const records = createRoute({
  getParentRoute: () => app,
  path: "/records",
  validateSearch: recordsSearch,
  component: lazyRouteComponent(() => import("./pages/records/records.tsx"), "RecordsPage"),
});
const importRecords = createRoute({
  getParentRoute: () => app,
  path: "/records/import",
  validateSearch: recordsSearch.pick({ type: true }),
  component: lazyRouteComponent(() => import("./pages/import/import.tsx"), "ImportPage"),
});
const record = createRoute({
  getParentRoute: () => app,
  path: "/records/$objectType/$id",
  component: lazyRouteComponent(() => import("./pages/record/record.tsx"), "RecordPage"),
});
const setup = createRoute({
  getParentRoute: () => app,
  path: "/setup",
  component: lazyRouteComponent(() => import("./pages/setup/setup.tsx"), "SetupPage"),
});
const unbilled = createRoute({
  getParentRoute: () => app,
  path: "/unbilled",
  validateSearch: unbilledSearch,
  component: lazyRouteComponent(() => import("./pages/unbilled/unbilled.tsx"), "UnbilledPage"),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./pages/sign-in/sign-in.tsx"), "SignInPage"),
});

const pages = [workflows, newWorkflow, workflow, editor, review, versions, enrollment, documents, document, records, importRecords, record, unbilled, approvals, attention, history, performance, mapping, connections, connect, connectHubSpot, accountSettings, setup, settings] as const;
const routeTree = root.addChildren([app.addChildren(pages), signIn, invitation]);

/** Loads every page's code, so that going from page to page works even while the server is away. */
export async function preloadPages(): Promise<void> {
  await Promise.allSettled(pages.map(async (page) => page.options.component?.preload?.()));
}

/** The router. */
export function createAppRouter() {
  return createRouter({ routeTree, defaultPreload: "intent", scrollRestoration: true, defaultErrorComponent: PageBroke });
}
