/** The life of a connection to a CRM in replies, and what a person gives to connect an account. */
import { z } from "zod";
import { objectType } from "../domain/record.ts";
import { explainedFailure } from "./failure.ts";

const crmEnvironment = z.enum(["hubspot", "simulator"]);
export const tokenKind = z.enum(["service-key", "private-app", "project-app"]);
export const credentialKind = z.enum([...tokenKind.options, "oauth"]);
export type CredentialKindName = z.infer<typeof credentialKind>;

export const crmPermission = z.object({
  /** The scope, as the CRM writes it. */
  name: z.string(),
  objectType: objectType.nullable(),
  state: z.enum(["granted", "missing", "unknown"]),
  isNeeded: z.boolean(),
  /** What does not work without it. */
  without: z.string(),
});
export type CrmPermissionReply = z.infer<typeof crmPermission>;

export const crmSettingsInput = z.object({ apiVersion: z.string().nullable(), notesOnRecords: z.boolean() });

export const crmLife = z.object({
  environment: crmEnvironment,
  credential: credentialKind,
  /** Where the CRM is to deliver webhooks. */
  webhookUrl: z.string(),
  /** False: there is no secret to check deliveries by, so none are taken; changes are found by asking. */
  hearsWebhooks: z.boolean(),
  permissions: z.array(crmPermission),
  /** Null = never. */
  permissionsCheckedAt: z.string().nullable(),
  health: z.object({
    lastSuccessAt: z.string().nullable(),
    lastFailure: z.object({ at: z.string(), isOver: z.boolean(), failure: explainedFailure }).nullable(),
  }),
  /** The kinds of records whose changes start workflows. */
  watched: z.array(
    z.object({
      objectType,
      askedAt: z.string().nullable(),
      heardAt: z.string().nullable(),
      heardBy: z.enum(["poll", "webhook"]).nullable(),
      sweptAt: z.string().nullable(),
      sweepFound: z.number().nullable(),
      failure: explainedFailure.nullable(),
    }),
  ),
  settings: crmSettingsInput,
  /** Those that can be chosen, the usual one first. */
  apiVersions: z.array(z.string()),
});
export type CrmLife = z.infer<typeof crmLife>;

/** A token must be sendable in a header: no spaces inside, no line ends, no letters beyond ASCII. */
const token = z.string().trim().min(1, "Give the token.").max(4_000, "This is too long to be a token.").regex(/^[\x21-\x7e]+$/, "A token has no spaces and only plain letters, digits and signs.");

/** A token as it is copied from HubSpot. */
export const tokenInput = z.object({
  environment: crmEnvironment,
  kind: tokenKind,
  accessToken: token,
  clientSecret: z.string().trim().max(200).default(""),
});

/** An app's keys as they are copied from HubSpot. */
export const appInput = z.object({
  environment: crmEnvironment,
  clientId: z.string().trim().min(1, "Give the client id.").max(200),
  clientSecret: z.string().trim().min(1, "Give the client secret.").max(200),
});

/** What the connect page needs to know of this installation. */
export const crmOptions = z.object({
  environments: z.array(z.object({ id: crmEnvironment, apiUrl: z.string() })),
  /** To be copied to the app's redirect URLs, exactly. */
  redirectUri: z.string(),
  /** Why HubSpot will not accept it; null = it will. */
  redirectProblem: z.object({ happened: z.string(), doThis: z.string() }).nullable(),
  /** The scopes that are used. */
  permissions: z.array(crmPermission),
  /** The simulator's credentials, for whoever tries the form. */
  samples: z.object({ serviceKey: z.string(), accessToken: z.string(), clientId: z.string(), clientSecret: z.string() }).nullable(),
});
export type CrmOptions = z.infer<typeof crmOptions>;

/** Whose a token is and what it may do. */
export const lookedAccount = z.object({ portalId: z.string(), name: z.string(), timeZone: z.string(), currency: z.string(), permissions: z.array(crmPermission) });
