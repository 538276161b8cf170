/** The life of a connection to books in replies, and what a person gives to connect a company. */
import { z } from "zod";
import { explainedFailure } from "./failure.ts";

export const booksEnvironment = z.enum(["production", "sandbox", "simulator"]);

export const connectionLife = z.object({
  environment: booksEnvironment,
  isReadOnly: z.boolean(),
  health: z.object({
    lastSuccessAt: z.string().nullable(),
    lastFailure: z
      .object({
        at: z.string(),
        /** True: a call went through after it. */
        isOver: z.boolean(),
        failure: explainedFailure,
        /** The vendor's trace id, for its support. */
        traceId: z.string().nullable(),
      })
      .nullable(),
  }),
  /** How long the vendor lets us in; null = it does not. */
  permission: z
    .object({
      renewedAt: z.string().nullable(),
      /** It ends then unless it is renewed before. */
      unusedUntil: z.string(),
      /** It ends then whatever is done. */
      endsAt: z.string(),
      /** True: the vendor did not say so; it is counted from the day of the consent. */
      isEndAssumed: z.boolean(),
    })
    .nullable(),
  /** Ends that are near, from 30 days ahead. */
  warnings: z.array(explainedFailure),
  /** Postings that are not settled yet. */
  pending: z.object({ count: z.number(), oldestAt: z.string().nullable() }),
});
export type ConnectionLife = z.infer<typeof connectionLife>;

/** Keys as they are copied from Intuit's developer pages. */
export const connectInput = z.object({
  environment: booksEnvironment,
  clientId: z.string().trim().min(1, "Give the client id."),
  clientSecret: z.string().trim().min(1, "Give the client secret."),
  webhookVerifierToken: z.string().trim().optional(),
});

/** What the connect page needs to know of this installation. */
export const connectOptions = z.object({
  /** To be copied to the app's redirect URIs, exactly. */
  redirectUri: z.string(),
  /** For the app's launch, disconnect and reconnect addresses. */
  connectionsUrl: z.string(),
  environments: z.array(
    z.object({
      id: booksEnvironment,
      /** Where its API is. */
      apiUrl: z.string(),
      /** Why Intuit will not accept our redirect address there; null = it will. */
      redirectProblem: z.object({ happened: z.string(), doThis: z.string() }).nullable(),
    }),
  ),
  /** The keys of the simulator's app, for whoever tries the form. */
  sampleKeys: z.object({ clientId: z.string(), clientSecret: z.string() }).nullable(),
});
export type ConnectOptions = z.infer<typeof connectOptions>;
