/** Notifications by mail and webhooks to other systems, in requests and replies. */
import { oc } from "@orpc/contract";
import { z } from "zod";
import { deliveryStates } from "#domain/notification/delivery.ts";
import { digestMinutesBetween, mailKinds, mailWays, noticeKinds } from "#domain/notification/notice.ts";

const notFound = { NOT_FOUND: { status: 404, message: "There is nothing with this id in this workspace." } };
const peopleOnly = { PEOPLE_ONLY: { status: 403, message: "Only a person who is signed in may do this." } };
const { least, most } = digestMinutesBetween;

const way = z.enum(mailWays, { error: "Choose at-once, digest or off." });

const mailChoice = z.object({
  ways: z.record(z.enum(mailKinds), way),
  /** A digest goes out so long after its first notice. */
  digestMinutes: z.number().int("Give whole minutes.").min(least, "Give at least one minute.").max(most, "Give at most a day, 1440 minutes."),
});

/** `mayHear` = the kinds that the role is told of at all. */
const mailChoiceReply = mailChoice.extend({ email: z.string(), isMailSetUp: z.boolean(), mayHear: z.array(z.enum(mailKinds)) });

const kinds = z.array(z.enum(noticeKinds)).min(1, "Choose at least one.").transform((all) => [...new Set(all)]);

/** A password in an address would be shown to everybody who may see it. */
const url = z
  .url({ protocol: /^https?$/, error: "Give an address that begins with https:// or http://." })
  .max(2_000, "Use at most 2000 characters.")
  .refine((text) => !URL.canParse(text) || (new URL(text).username === "" && new URL(text).password === ""), "Leave out the name and the password: check the signature instead.");

export const webhookDelivery = z.object({
  id: z.string(),
  kind: z.enum([...noticeKinds, "test"]),
  state: z.enum(deliveryStates),
  tries: z.number(),
  createdAt: z.string(),
  /** Null = it is not sent any more. */
  dueAt: z.string().nullable(),
  lastTriedAt: z.string().nullable(),
  status: z.number().nullable(),
  answer: z.string().nullable(),
  body: z.string(),
});

export const webhookReceiver = z.object({ id: z.string(), url: z.string(), kinds: z.array(z.enum(noticeKinds)), createdBy: z.string(), createdAt: z.string() });

const tags = ["notifications"];

export const notificationsContract = {
  get: oc.route({ method: "GET", path: "/notifications", summary: "Read the own notifications", tags, description: "What the signed-in person is mailed about in this workspace." }).output(mailChoiceReply).errors(peopleOnly),
  save: oc.route({ method: "PUT", path: "/notifications", summary: "Choose the own notifications", tags }).input(mailChoice).output(mailChoiceReply).errors(peopleOnly),
};

export const webhooksContract = {
  list: oc.route({ method: "GET", path: "/webhooks", summary: "List webhooks", tags: ["webhooks"], description: "Addresses of other systems that are told what happens." }).output(z.array(webhookReceiver)),
  add: oc.route({ method: "POST", path: "/webhooks", summary: "Add a webhook", tags: ["webhooks"] }).input(z.object({ url, kinds })).output(webhookReceiver),
  /** What is on its way to it is not sent any more. */
  remove: oc.route({ method: "DELETE", path: "/webhooks/{id}", summary: "Remove a webhook", tags: ["webhooks"] }).input(z.object({ id: z.string() })).output(z.object({ id: z.string() })).errors(notFound),
  /** Sends a call of the type "test" within seconds; the deliveries tell what was answered. */
  test: oc
    .route({ method: "POST", path: "/webhooks/{id}/test", summary: "Call a webhook as a test", tags: ["webhooks"] })
    .input(z.object({ id: z.string() }))
    .output(z.object({ deliveryId: z.string() }))
    .errors(notFound),
  deliveries: oc
    .route({ method: "GET", path: "/webhooks/{id}/deliveries", summary: "List a webhook's calls", tags: ["webhooks"], description: "The last calls, newest first; those of the last 30 days are kept." })
    .input(z.object({ id: z.string(), limit: z.coerce.number().int().min(1).max(200).default(20) }))
    .output(z.array(webhookDelivery)),
};
