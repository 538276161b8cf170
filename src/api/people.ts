/** People, keys, workspaces and the audit log in requests and replies. */
import { z } from "zod";
import { rights, roles } from "#domain/role.ts";
import { money } from "./document-plan.ts";

export const role = z.enum(roles);

/** Null = documents of any amount. */
const approvalLimit = money.nullable();

export const me = z.object({
  name: z.string(),
  /** Empty for a key and the command line. */
  email: z.string(),
  /** Null = not a person. */
  personId: z.string().nullable(),
  via: z.enum(["web", "api-key", "command-line"]),
  role,
  rights: z.array(z.enum(rights)),
  approvalLimit,
  hasPassword: z.boolean(),
  workspaceId: z.string(),
  workspaceName: z.string(),
  /** Where the person may go, this workspace included. */
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), role })),
  /** An admin of the first workspace looks after the whole installation. */
  canCreateWorkspaces: z.boolean(),
  version: z.string(),
});

/** Long enough that guessing is hopeless; any characters. */
export const newPassword = z.string().min(12, "Use at least 12 characters.").max(128, "Use at most 128 characters.");

const limitInput = z.object({
  amountMinor: z.number().int("Give whole minor units, cents for USD.").min(0, "A limit is not below zero."),
  currency: z.string().regex(/^[A-Z]{3}$/, "Give a currency such as USD."),
});

export const standing = z.object({ role, approvalLimit: limitInput.nullable().default(null) });

export const memberRow = z.object({ personId: z.string(), name: z.string(), email: z.string(), role, approvalLimit, joinedAt: z.string(), isYou: z.boolean() });

export const invitationRow = z.object({ id: z.string(), email: z.string(), role, approvalLimit, invitedBy: z.string(), invitedAt: z.string(), expiresAt: z.string(), hasExpired: z.boolean() });

export const inviteInput = standing.extend({ email: z.email("Give an e-mail address.").max(254) });

/** The link is shown this once; whoever opens it may join. */
export const inviteReply = z.object({ invitation: invitationRow, link: z.string(), isMailed: z.boolean() });

export const apiKeyRow = z.object({ id: z.string(), name: z.string(), role, approvalLimit, hint: z.string(), createdBy: z.string(), createdAt: z.string(), lastUsedAt: z.string().nullable() });

export const workspaceName = z.string().trim().min(1, "Give the workspace a name.").max(80, "Use at most 80 characters.");

export const auditRow = z.object({
  id: z.string(),
  at: z.string(),
  who: z.string(),
  via: z.enum(["web", "api-key", "command-line"]),
  did: z.string(),
  about: z.string(),
  subject: z.object({ kind: z.enum(["workflow", "enrollment", "document", "connection"]), name: z.string() }).nullable(),
  before: z.unknown(),
  after: z.unknown(),
});

export const auditFilter = z.object({
  who: z.string().optional(),
  about: z.string().optional(),
  text: z.string().max(200).optional(),
  from: z.iso.datetime({ error: "Give a moment such as 2026-03-31T00:00:00Z." }).optional(),
  until: z.iso.datetime({ error: "Give a moment such as 2026-03-31T00:00:00Z." }).optional(),
});
