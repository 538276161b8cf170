/** How workflows run: turning on and off, pausing, enrolling many, and alerts. */
import { oc } from "@orpc/contract";
import { z } from "zod";
import { explainedFailure } from "./failure.ts";
import { workflowDetail } from "./workflow.ts";

const notFound = { NOT_FOUND: { status: 404, message: "There is nothing with this id in this workspace." } };
const refused = { REFUSED: { status: 422, message: "This cannot be done now.", data: z.object({ failures: z.array(explainedFailure) }) } };

/** At most so many existing records are enrolled; null = all. */
const cap = z.number().int().min(1, "enroll at least one").nullable().default(null);
/** So many records may be named at once. */
const mostNamed = 1_000;

export const enrolledMany = z.object({
  enrolled: z.number(),
  /** Named records that were not enrolled, and why. */
  refused: z.array(z.object({ recordId: z.string(), failure: explainedFailure })),
});

/** What stopped a whole workflow and is open until it goes on. */
export const alertRow = z.object({ id: z.string(), workflowId: z.string(), workflowName: z.string(), failure: explainedFailure, raisedAt: z.string() });
export type AlertRow = z.infer<typeof alertRow>;

export const workflowRuns = {
  turnOn: oc
    .route({ method: "POST", path: "/workflows/{id}/on", summary: "Turn a workflow on", tags: ["workflows"], description: "Refused with every finding that must be mended first." })
    .input(z.object({ id: z.string(), existing: z.enum(["leave", "enroll"]).default("leave"), cap }))
    .output(z.object({ workflow: workflowDetail, enrolled: z.number() }))
    .errors({ ...notFound, ...refused }),
  /** What is being posted is finished either way. */
  turnOff: oc
    .route({ method: "POST", path: "/workflows/{id}/off", summary: "Turn a workflow off", tags: ["workflows"] })
    .input(z.object({ id: z.string(), running: z.enum(["finish", "stop"]).default("finish") }))
    .output(z.object({ workflow: workflowDetail, stopped: z.number() }))
    .errors(notFound),
  pause: oc
    .route({ method: "POST", path: "/workflows/{id}/pause", summary: "Pause a workflow", tags: ["workflows"], description: "Records that start to meet the triggers wait; what is under way finishes." })
    .input(z.object({ id: z.string() }))
    .output(workflowDetail)
    .errors({ ...notFound, ...refused }),
  resume: oc
    .route({ method: "POST", path: "/workflows/{id}/resume", summary: "Let a paused workflow go on", tags: ["workflows"], description: "Caps count anew, what a cap held back goes on, and what waited is enrolled or left." })
    .input(z.object({ id: z.string(), waiting: z.enum(["enroll", "leave"]).default("enroll") }))
    .output(workflowDetail)
    .errors({ ...notFound, ...refused }),
  enrollMany: oc
    .route({ method: "POST", path: "/workflows/{id}/enrollments", summary: "Enroll many records", tags: ["workflows"], description: "Enrolls the named records, or all that meet the triggers and never went through." })
    .input(z.object({ id: z.string(), recordIds: z.array(z.string().trim().min(1)).min(1).max(mostNamed).optional(), matching: z.literal(true).optional(), cap }))
    .output(enrolledMany)
    .errors({ ...notFound, ...refused }),
};
