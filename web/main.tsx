/** The web app: providers around the router. */
import "./interpreted-schemas.ts";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./app.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { startLanguage } from "./language/language.ts";
import { createQueryClient } from "./queries.ts";
import { createAppRouter, preloadPages } from "./router.tsx";
import { cssVariables, themeInLanguage } from "./theme.ts";

const router = createAppRouter();
const queryClient = createQueryClient(() => void router.navigate({ to: "/sign-in" }));

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

// Questions and notifications come after a click, so the first page does not wait for them.
const Overlays = lazy(async () => ({ default: (await import("./shell/overlays.tsx")).Overlays }));

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root element");
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <MantineProvider
          theme={themeInLanguage()}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
        >
          <RouterProvider router={router} />
          <Suspense fallback={null}>
            <Overlays />
          </Suspense>
        </MantineProvider>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);

// Once the first page has had the network for itself.
addEventListener("load", () => setTimeout(() => void preloadPages(), 500));
