/** How far the workspace's first set-up is. */
import { oc } from "@orpc/contract";
import { z } from "zod";
import { setupQuestions } from "#domain/setup.ts";

const setupReply = z.object({ lookedAt: z.array(z.string()), isPutAway: z.boolean() });

export const setupContract = {
  get: oc.route({ method: "GET", path: "/setup", summary: "How far the first set-up is", tags: ["workspaces"] }).output(setupReply),
  save: oc
    .route({ method: "PUT", path: "/setup", summary: "Note how far the first set-up is", tags: ["workspaces"], description: "Adds questions to those that were looked at, and puts the set-up away or brings it back." })
    .input(z.object({ lookedAt: z.array(z.enum(setupQuestions)).max(setupQuestions.length).optional(), isPutAway: z.boolean().optional() }))
    .output(setupReply),
};
