/** Tells people what stopped a whole workflow. Alerts are kept when they happen; telling may come later, once each. */
import type { EngineContext } from "./context.ts";

/** Tells of every alert that nobody was told of yet. */
export async function tellOfAlerts(context: EngineContext): Promise<void> {
  for (const alert of await context.store.takeUntoldAlerts(context.clock.now())) {
    context.log.warn({ workflow: alert.workflowId, failure: alert.failure }, "a cap paused a workflow");
    await context.alert(alert.workspaceId, alert);
  }
}
