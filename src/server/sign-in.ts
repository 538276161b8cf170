/** Coming in: by one-time link, by password, or by an invitation. Who is known here and who is not looks the same from outside. */
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { newPassword } from "#api/people.ts";
import { emailKey, type Invitation } from "#domain/member.ts";
import { type Deed, deed, noteDown } from "./audit.ts";
import { callerOf, type CallerOptions } from "./callers.ts";
import type { ServerParts } from "./context.ts";
import { languageNow, said, saidWith } from "./language.ts";
import { signInMail } from "./mails.ts";
import { signInRefusedPage } from "./sign-in-page.ts";
import { digestOf } from "./tokens.ts";

export interface SignInOptions extends CallerOptions {
  parts: ServerParts;
}

const windowMs = 15 * 60_000;
/** In a window: wrong passwords for one address, links mailed to one address, and tries from one network address. */
const most = { passwords: 10, links: 5, fromOneAddress: 200 };

const withPassword = z.object({ email: z.email().max(254), password: z.string().min(1).max(128) });
const byLink = z.object({ email: z.email().max(254) });
const invited = z.object({ token: z.string().max(200) });
const acceptance = invited.extend({ name: z.string().trim().min(1, "Give your name.").max(80).optional(), password: newPassword.optional() });

/** The addresses that answer before anybody is signed in. */
export function serveSignIn(app: Hono, options: SignInOptions): void {
  app.get("/sign-in", (c, next) => (c.req.query("token") === undefined ? next() : openLink(c, options)));
  app.get("/sign-in/options", (c) => c.json({ isMailSetUp: options.parts.isMailSetUp }));
  app.post("/sign-in/password", (c) => signInByPassword(c, options));
  app.post("/sign-in/link", (c) => mailLink(c, options));
  app.post("/sign-out", (c) => signOut(c, options));
  app.post("/invitation", (c) => showInvitation(c, options));
  app.post("/invitation/accept", (c) => acceptInvitation(c, options));
}

async function openLink(c: Context, { parts }: SignInOptions): Promise<Response> {
  c.header("cache-control", "no-store");
  const cookies = await parts.auth.signIn(c.req.query("token") ?? "", c.req.raw.headers);
  if (cookies === undefined) return c.html(signInRefusedPage(), 401);
  await noteSignIn(parts, cookies, deed("signed in by link"));
  setCookies(c, cookies);
  return c.redirect("/", 303);
}

async function signInByPassword(c: Context, { parts }: SignInOptions): Promise<Response> {
  const given = withPassword.safeParse(await bodyOf(c));
  if (!given.success) return refused(c, 422, "BAD_REQUEST", "Give your e-mail address and your password.");
  const email = emailKey(given.data.email);
  const tries = `password ${digestOf(email)}`;
  if (!(await mayTry(c, parts)) || (await parts.store.countTry(tries, windowMs, parts.clock.now())) > most.passwords) return tooMany(c);
  const cookies = await parts.auth.signInByPassword(email, given.data.password, c.req.raw.headers);
  if (cookies === undefined) return refused(c, 401, "WRONG_PASSWORD", "The e-mail address and the password do not belong together.");
  await parts.store.forgetTries(tries);
  await noteSignIn(parts, cookies, deed("signed in by password"));
  setCookies(c, cookies);
  return c.json({ done: true });
}

/** The mail is sent after the answer, so that the time does not tell who is known. */
async function mailLink(c: Context, { parts }: SignInOptions): Promise<Response> {
  const given = byLink.safeParse(await bodyOf(c));
  if (!given.success) return refused(c, 422, "BAD_REQUEST", "Give your e-mail address.");
  if (!parts.isMailSetUp) return refused(c, 409, "NO_MAIL", "No mail server is set up here, so no link can be mailed.");
  const email = emailKey(given.data.email);
  if (!(await mayTry(c, parts)) || (await parts.store.countTry(`link ${digestOf(email)}`, windowMs, parts.clock.now())) > most.links) return tooMany(c);
  void mailLinkTo(parts, email).catch((error: unknown) => parts.log.error({ error }, "a sign-in link could not be mailed"));
  return c.json({ done: true });
}

async function mailLinkTo(parts: ServerParts, email: string): Promise<void> {
  const person = await parts.auth.personOf(email);
  if (person === undefined) return;
  const [membership] = await parts.store.membershipsOf(person.id);
  const { result: sent } = await parts.messages.sendMail({ to: [email], key: `sign-in-${parts.clock.newId()}`, ...signInMail(await parts.auth.signInLink(email), membership?.language ?? "en") });
  if (!sent.ok) parts.log.error({ failure: sent.error }, "a sign-in link could not be mailed");
}

async function signOut(c: Context, { parts }: SignInOptions): Promise<Response> {
  setCookies(c, await parts.auth.signOut(c.req.raw.headers));
  return c.body(null, 204);
}

async function showInvitation(c: Context, options: SignInOptions): Promise<Response> {
  const found = await invitationIn(c, options, invited);
  if (found instanceof Response) return found;
  const { invitation } = found;
  const { email, role, invitedBy, workspaceName } = invitation;
  const { isKnown, isSignedIn } = await standingOf(c, options, invitation);
  return c.json({ email, role, invitedBy, workspaceName, isKnown, isSignedIn });
}

/** Somebody new gives a name and a password; somebody known must be signed in: the link alone must not open their account. */
async function acceptInvitation(c: Context, options: SignInOptions): Promise<Response> {
  const found = await invitationIn(c, options, acceptance);
  if (found instanceof Response) return found;
  const { given, invitation } = found;
  const { isKnown, isSignedIn } = await standingOf(c, options, invitation);
  if (isKnown && !isSignedIn) return refused(c, 409, "SIGN_IN_FIRST", saidWith("Sign in as {email} first, then open the invitation again.", { email: invitation.email }));
  return isKnown ? joinAsKnown(c, options, given.token, invitation.email) : joinAsNew(c, options, invitation, given);
}

async function joinAsKnown(c: Context, { parts }: SignInOptions, token: string, email: string): Promise<Response> {
  const signedIn = await parts.auth.signedIn(c.req.raw.headers);
  if (signedIn === undefined) throw new Error("a person who was signed in is not any more");
  const { person, session } = signedIn;
  const member = await parts.store.acceptInvitation(digestOf(token), { personId: person.id, name: person.name, email, language: languageNow() }, parts.clock.now());
  if (member === undefined) return gone(c);
  await parts.auth.chooseWorkspace(person.id, session, member.workspaceId);
  await noteJoined(parts, member);
  return c.json({ done: true });
}

async function joinAsNew(c: Context, { parts }: SignInOptions, { email, workspaceId }: Invitation, { token, name, password }: z.infer<typeof acceptance>): Promise<Response> {
  if (name === undefined || password === undefined) return refused(c, 422, "BAD_REQUEST", "Give your name and choose a password.");
  const person = await parts.auth.createPerson({ name, email, workspaceId, password });
  const member = person && (await parts.store.acceptInvitation(digestOf(token), { personId: person.id, name, email, language: languageNow() }, parts.clock.now()));
  if (member === undefined) return gone(c);
  await noteJoined(parts, member);
  setCookies(c, (await parts.auth.signInByPassword(email, password, c.req.raw.headers)) ?? []);
  return c.json({ done: true });
}

async function invitationIn<Given extends { token: string }>(
  c: Context,
  { parts }: SignInOptions,
  shape: z.ZodType<Given>,
): Promise<Response | { given: Given; invitation: Invitation & { workspaceName: string } }> {
  if (!(await mayTry(c, parts))) return tooMany(c);
  const given = shape.safeParse(await bodyOf(c));
  if (!given.success) return refused(c, 422, "BAD_REQUEST", given.error.issues[0]?.message ?? "The request is not complete.");
  const invitation = await parts.store.invitationOf(digestOf(given.data.token), parts.clock.now());
  return invitation === undefined ? gone(c) : { given: given.data, invitation };
}

/** Whether the invited address has an account, and whether this browser is signed in with it. */
async function standingOf(c: Context, { parts }: SignInOptions, { email }: Invitation): Promise<{ isKnown: boolean; isSignedIn: boolean }> {
  const [known, signedIn] = await Promise.all([parts.auth.personOf(email), parts.auth.signedIn(c.req.raw.headers)]);
  return { isKnown: known !== undefined, isSignedIn: known !== undefined && signedIn?.person.id === known.id };
}

type Joined = NonNullable<Awaited<ReturnType<ServerParts["store"]["acceptInvitation"]>>>;

function noteJoined(parts: ServerParts, member: Joined): Promise<void> {
  const caller = { ...member, keyId: null, who: member.email, via: "web" as const, session: null };
  return noteDown(parts, caller, deed("accepted the invitation"), member.personId, { after: { role: member.role } });
}

/** Noted in the workspace the session begins in. */
async function noteSignIn(parts: ServerParts, cookies: readonly string[], did: Deed): Promise<void> {
  const headers = new Headers({ cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; ") });
  const asking = await callerOf(headers, { parts, isMachineToken: () => false, workspaceId: "" as never });
  if (asking !== undefined && "caller" in asking) await noteDown(parts, asking.caller, did, asking.caller.personId ?? "");
}

/** Behind a proxy everybody has its address, so this is generous. */
async function mayTry(c: Context, { store, clock }: ServerParts): Promise<boolean> {
  const address = getConnInfo(c).remote.address ?? "unknown";
  return (await store.countTry(`address ${address}`, windowMs, clock.now())) <= most.fromOneAddress;
}

async function bodyOf(c: Context): Promise<unknown> {
  return c.req.json().catch(() => null);
}

function setCookies(c: Context, cookies: readonly string[]): void {
  c.header("cache-control", "no-store");
  for (const cookie of cookies) c.header("set-cookie", cookie, { append: true });
}

function gone(c: Context): Response {
  return refused(c, 404, "INVITATION_GONE", "This invitation was used, taken back, or has expired. Ask for a new one.");
}

function tooMany(c: Context): Response {
  return refused(c, 429, "TOO_MANY_REQUESTS", "That were too many tries. Wait fifteen minutes and try again.");
}

function refused(c: Context, status: 401 | 404 | 409 | 422 | 429, code: string, message: string): Response {
  return c.json({ code, message: said(message) }, status);
}
