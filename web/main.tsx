/** The web app: providers around the router. */
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startLanguage } from "./language/language.ts";
import { createQueryClient } from "./queries.ts";
import { createAppRouter, preloadPages } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";

const router = createAppRouter();
const queryClient = createQueryClient(() => void router.navigate({ to: "/sign-in" }));

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root element");
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
        >
          <ModalsProvider>
            <Notifications position="bottom-right" autoClose={5_000} />
            <RouterProvider router={router} />
          </ModalsProvider>
        </MantineProvider>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);

// Once the first page has had the network for itself.
addEventListener("load", () => setTimeout(() => void preloadPages(), 500));
