import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";

/** What opens over the page, wherever it is asked for. */
export function Overlays(): ReactNode {
  return (
    <>
      <ModalsProvider>{null}</ModalsProvider>
      <Notifications position="bottom-right" autoClose={5_000} />
    </>
  );
}
