import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import { createTheme, MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { isSignedOut } from "./api.ts";
import { router } from "./router.tsx";

const theme = createTheme({
  primaryColor: "cyan",
  primaryShade: { light: 9, dark: 7 },
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  headings: { fontWeight: "650" },
  cursorType: "pointer",
});

const queries = new QueryClient({
  defaultOptions: { queries: { retry: (failures, error) => failures < 2 && !isSignedOut(error), staleTime: 1_000 } },
});

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no root");

createRoot(root).render(
  <QueryClientProvider client={queries}>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-right" />
      <ModalsProvider>
        <RouterProvider router={router} />
      </ModalsProvider>
    </MantineProvider>
  </QueryClientProvider>,
);
