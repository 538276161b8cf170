/** What browser tests of the editor share. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { WorkflowId } from "#domain/ids.ts";
import type { WorkflowDefinition } from "#domain/workflow.ts";
import { patience, type World } from "../stories/world.ts";

/** The right side of the editor. */
export function panelOf(page: Page, name: string | RegExp): Locator {
  return page.getByRole("complementary", { name });
}

/** The workflow that a page of it shows. */
export function shownWorkflow(page: Page): WorkflowId {
  return new URL(page.url()).pathname.split("/")[2] as WorkflowId;
}

/** What is being drawn, as the server has it. */
export async function draftOf({ product: { store, workspaceId } }: World, id: WorkflowId): Promise<WorkflowDefinition> {
  const workflow = await store.workflow(workspaceId, id);
  if (workflow === undefined) throw new Error("the workflow is gone");
  return workflow.draft?.definition ?? workflow.definition;
}

/** Waits until the server has these settings of the first step. */
export async function settingsAreKept(world: World, id: WorkflowId, settings: Record<string, unknown>): Promise<void> {
  await expect.poll(async () => (await draftOf(world, id)).steps[0]?.settings, patience).toMatchObject(settings);
}
