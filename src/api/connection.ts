/** Connections and the doctor's checks in replies. */
import { z } from "zod";
import { booksSettings } from "../domain/books-settings.ts";
import { connectionLife } from "./connection-life.ts";
import { crmLife } from "./crm-life.ts";
import { explainedFailure } from "./failure.ts";

/** The settings of a set of books' allowance; a month is a calendar month in UTC. */
export const allowanceSettings = z.object({
  monthlyMeteredBudget: booksSettings.shape.monthlyMeteredBudget.unwrap(),
  batchCost: booksSettings.shape.batchCost.unwrap(),
  batchesPerMinute: booksSettings.shape.batchesPerMinute.unwrap(),
  burstAfterSeconds: booksSettings.shape.burstAfterSeconds.unwrap(),
});
export type AllowanceSettings = z.infer<typeof allowanceSettings>;

/** The calls to a set of books: of the rolling minute, and of the month. */
export const bookCalls = z.object({
  usedThisMinute: z.number(),
  /** What may be asked in any 60 seconds now; null = nothing was asked yet. */
  allowedPerMinute: z.number().nullable(),
  /** More than none while a long backlog goes out in batches. */
  batchesThisMinute: z.number(),
  meteredThisMonth: z.number(),
  freeThisMonth: z.number(),
  resetsAt: z.string(),
  settings: allowanceSettings,
  /** What people should know: a pause, a slow-down, a budget that is low or spent. */
  notices: z.array(explainedFailure),
});
export type BookCalls = z.infer<typeof bookCalls>;

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
  /** ISO 4217: what the company's books are kept in, or what the CRM's account counts in. */
  currency: z.string(),
  /** How the books' allowance stands; null for a CRM. */
  calls: bookCalls.nullable(),
  mirrorRefreshedAt: z.string().nullable(),
  /** Books only. */
  life: connectionLife.nullable(),
  /** CRMs only. */
  crm: crmLife.nullable(),
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
  /** Documents that are gone from the books and wait for a person's word. */
  goneDocuments: z.number(),
  connections: z.array(connectionRow),
});
export type OverviewReply = z.infer<typeof overviewReply>;
