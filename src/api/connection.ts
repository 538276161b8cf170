/** Connections and the doctor's checks in replies. */
import { z } from "zod";

export const connectionRow = z.object({
  id: z.string(),
  role: z.enum(["crm", "books"]),
  vendor: z.string(),
  name: z.string(),
  connectionState: z.enum(["connected", "ended", "disconnected"]),
  /** Portal id or realm id. */
  externalId: z.string(),
  /** The page of the simulator or the vendor. */
  appUrl: z.string(),
  isSimulated: z.boolean(),
  calls: z.object({ meteredThisMonth: z.number(), freeThisMonth: z.number() }).nullable(),
  mirrorRefreshedAt: z.string().nullable(),
});
export type ConnectionRow = z.infer<typeof connectionRow>;

/** One check: ok, or what is wrong and what to do. */
export const doctorCheck = z.object({
  check: z.string(),
  ok: z.boolean(),
  said: z.string(),
  doThis: z.string().nullable(),
});
export type DoctorCheck = z.infer<typeof doctorCheck>;

export const overviewReply = z.object({
  workspaceName: z.string(),
  enrollments: z.record(z.string(), z.number()),
  documents: z.number(),
  documentsToday: z.number(),
  pendingEvents: z.number(),
  connections: z.array(connectionRow),
});
export type OverviewReply = z.infer<typeof overviewReply>;
