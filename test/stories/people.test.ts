/** People around the product: invited, let in, allowed this and not that, and taken out again. */
import { beforeAll, describe, expect, test } from "vitest";
import { firstAdmin, invited, newBrowser, type Person } from "./person.ts";
import { beginStories, patience, type World } from "./world.ts";

let world: World;
let admin: Person;

beginStories((opened) => (world = opened), { role: "web" });
beforeAll(async () => {
  admin = await firstAdmin(world);
}, 120_000);

const password = "a long enough password";

describe("an invitation", () => {
  test("lets somebody new choose a password, and works once", async () => {
    const { link, isMailed } = await admin.client.members.invite({ email: "Vera@Acme.example", role: "viewer", approvalLimit: null });
    expect(isMailed).toBe(false);
    const token = new URL(link).hash.slice(1);
    const vera = newBrowser(world.product.url);
    expect(await vera.post("/invitation", { token })).toMatchObject({ status: 200, body: { email: "vera@acme.example", role: "viewer", isKnown: false, isSignedIn: false } });
    expect(await vera.post("/invitation/accept", { token, name: "Vera", password: "short" })).toMatchObject({ status: 422, body: { message: "Use at least 12 characters." } });
    expect(await vera.post("/invitation/accept", { token, name: "Vera", password })).toMatchObject({ status: 200 });
    expect(await vera.client.me()).toMatchObject({ name: "Vera", email: "vera@acme.example", role: "viewer", rights: ["read"], hasPassword: true, canCreateWorkspaces: false });
    expect(await newBrowser(world.product.url).post("/invitation/accept", { token, name: "Eve", password })).toMatchObject({ status: 404 });
    expect((await admin.client.members.list()).invitations).toEqual([]);
  });

  test("does not open the account of somebody who is known already", async () => {
    const { id } = await admin.client.workspaces.create({ name: "Second company" });
    await invited(world, admin, { email: "known@acme.example", role: "viewer" }, "Known", password);
    await admin.client.workspaces.choose({ id });
    const { link } = await admin.client.members.invite({ email: "known@acme.example", role: "admin" });
    const token = new URL(link).hash.slice(1);
    const stranger = newBrowser(world.product.url);
    expect(await stranger.post("/invitation/accept", { token, name: "Known", password: "another long password" })).toMatchObject({ status: 409, body: { code: "SIGN_IN_FIRST" } });
    const known = newBrowser(world.product.url);
    await known.post("/sign-in/password", { email: "known@acme.example", password });
    expect(await known.post("/invitation/accept", { token })).toMatchObject({ status: 200 });
    expect(await known.client.me()).toMatchObject({ role: "admin", workspaceName: "Second company", workspaces: [{ role: "viewer" }, { role: "admin" }] });
    const [first] = (await admin.client.me()).workspaces;
    await admin.client.workspaces.choose({ id: first!.id });
  });

  test("can be taken back, and a new one of the same address replaces it", async () => {
    const first = await admin.client.members.invite({ email: "late@acme.example", role: "viewer" });
    const second = await admin.client.members.invite({ email: "late@acme.example", role: "editor" });
    const tokens = [first, second].map(({ link }) => new URL(link).hash.slice(1));
    const late = newBrowser(world.product.url);
    expect(await late.post("/invitation", { token: tokens[0] })).toMatchObject({ status: 404 });
    expect(await late.post("/invitation", { token: tokens[1] })).toMatchObject({ status: 200, body: { role: "editor" } });
    await admin.client.members.withdraw({ id: second.invitation.id });
    expect(await late.post("/invitation", { token: tokens[1] })).toMatchObject({ status: 404 });
  });
});

test("what somebody chooses in one browser leaves their other one where it is", async () => {
  const [here, there] = [await firstAdmin(world), await firstAdmin(world)];
  const { workspaceId, workspaceName } = await here.client.me();
  const { id } = await there.client.workspaces.create({ name: "Elsewhere" });
  await there.client.workspaces.choose({ id });
  expect(await there.client.me()).toMatchObject({ workspaceName: "Elsewhere" });
  expect(await here.client.me()).toMatchObject({ workspaceName });
  expect(await (await firstAdmin(world)).client.me()).toMatchObject({ workspaceName: "Elsewhere" });
  await there.client.workspaces.choose({ id: workspaceId });
});

describe("signing in by password", () => {
  test("answers the same to an unknown address and to a wrong password, and stops guessing", async () => {
    await invited(world, admin, { email: "gus@acme.example", role: "viewer" }, "Gus", password);
    const guesser = newBrowser(world.product.url);
    const unknown = await guesser.post("/sign-in/password", { email: "nobody@acme.example", password: "guess guess guess" });
    const wrong = await guesser.post("/sign-in/password", { email: "gus@acme.example", password: "guess guess guess" });
    expect(unknown).toEqual(wrong);
    expect(wrong.status).toBe(401);
    for (let tries = 0; tries < 9; tries += 1) await guesser.post("/sign-in/password", { email: "gus@acme.example", password: "guess guess guess" });
    expect(await guesser.post("/sign-in/password", { email: "gus@acme.example", password })).toMatchObject({ status: 429 });
  });

  test("lets a person in again, and a new password ends the other sessions", async () => {
    const one = await invited(world, admin, { email: "ida@acme.example", role: "viewer" }, "Ida", password);
    const other = newBrowser(world.product.url);
    expect(await other.post("/sign-in/password", { email: "IDA@acme.example", password })).toMatchObject({ status: 200 });
    await expect(one.client.account.setPassword({ current: "not this one at all", password: "another long password" })).rejects.toMatchObject({ code: "WRONG_PASSWORD" });
    await one.client.account.setPassword({ current: password, password: "another long password" });
    await expect(other.client.me()).rejects.toMatchObject({ status: 401 });
    expect(await one.client.me()).toMatchObject({ name: "Ida" });
    expect(await other.post("/sign-in/password", { email: "ida@acme.example", password })).toMatchObject({ status: 401 });
  });

  test("refuses another site's page", async () => {
    const answer = await fetch(`${world.product.url}/sign-in/password`, {
      method: "POST",
      headers: { origin: "https://evil.example", "content-type": "text/plain" },
      body: JSON.stringify({ email: "ida@acme.example", password: "another long password" }),
    });
    expect(answer.status).toBe(403);
  });

  test("says that no link can be mailed where no mail server is set up", async () => {
    expect(await newBrowser(world.product.url).post("/sign-in/link", { email: "ida@acme.example" })).toMatchObject({ status: 409, body: { code: "NO_MAIL" } });
  });
});

describe("a role", () => {
  test("refuses what it does not hold, naming who may, and counts from the next request on", async () => {
    const edith = await invited(world, admin, { email: "edith@acme.example", role: "viewer" }, "Edith", password);
    await expect(edith.client.workflows.turnOff({ id: world.workflow.id })).rejects.toMatchObject({ status: 403, message: expect.stringContaining("Only an editor or an admin") });
    const { personId } = (await admin.client.members.list()).members.find(({ email }) => email === "edith@acme.example")!;
    await admin.client.members.change({ personId, role: "editor", approvalLimit: { amountMinor: 100, currency: "USD" } });
    expect(await edith.client.workflows.turnOff({ id: world.workflow.id })).toMatchObject({ workflow: { id: world.workflow.id } });
    // An editor approves nothing, so a limit means nothing.
    expect(await edith.client.me()).toMatchObject({ role: "editor", approvalLimit: null });
    await expect(edith.client.members.invite({ email: "x@acme.example", role: "admin" })).rejects.toMatchObject({ status: 403 });
  });

  test("of the last admin can neither be changed nor removed", async () => {
    const me = await admin.client.me();
    await expect(admin.client.members.change({ personId: me.personId!, role: "viewer" })).rejects.toMatchObject({ code: "LAST_ADMIN" });
    await expect(admin.client.members.remove({ personId: me.personId! })).rejects.toMatchObject({ code: "LAST_ADMIN" });
  });

  test("taken away ends the sessions and the live stream at once", async () => {
    const rolf = await invited(world, admin, { email: "rolf@acme.example", role: "editor" }, "Rolf", password);
    const stream = await rolf.client.changes();
    const heard = (async () => {
      for await (const _ of stream);
      return "ended";
    })();
    const { personId } = (await admin.client.members.list()).members.find(({ email }) => email === "rolf@acme.example")!;
    await admin.client.members.remove({ personId });
    await expect(rolf.client.me()).rejects.toMatchObject({ status: 401 });
    expect(await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, patience.timeout))])).toBe("ended");
    expect(await rolf.post("/sign-in/password", { email: "rolf@acme.example", password })).toMatchObject({ status: 200 });
    await expect(rolf.client.me()).rejects.toMatchObject({ status: 401 });
  }, 120_000);
});

describe("an API key", () => {
  const ask = (token: string, path: string, init: { method?: string; body?: string } = {}) =>
    fetch(`${world.product.url}/api/v1${path}`, { ...init, headers: { authorization: `Bearer ${token}`, "content-type": "application/json" } });

  test("acts with its role, is shown once, tells when it was used, and ends when it is revoked", async () => {
    const { key, token } = await admin.client.apiKeys.create({ name: "Reporting", role: "viewer" });
    expect(token).toMatch(/^llk_[\w-]{43}$/);
    const listed = await admin.client.apiKeys.list();
    expect(JSON.stringify(listed)).not.toContain(token);
    expect(listed).toMatchObject([{ name: "Reporting", hint: token.slice(-4), lastUsedAt: null }]);
    expect((await ask(token, "/workflows")).status).toBe(200);
    expect(await (await ask(token, "/me")).json()).toMatchObject({ via: "api-key", role: "viewer", personId: null });
    const off = await ask(token, `/workflows/${world.workflow.id}/off`, { method: "POST", body: "{}" });
    expect(off.status).toBe(403);
    expect(await off.json()).toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining("editor") });
    expect((await admin.client.apiKeys.list())[0]?.lastUsedAt).not.toBeNull();
    await admin.client.apiKeys.revoke({ id: key.id });
    expect((await ask(token, "/workflows")).status).toBe(401);
    expect(await admin.client.apiKeys.list()).toEqual([]);
  });

  test("stands in the audit log by its name", async () => {
    const { token } = await admin.client.apiKeys.create({ name: "Night job", role: "editor" });
    expect((await ask(token, `/workflows/${world.workflow.id}/off`, { method: "POST", body: "{}" })).status).toBe(200);
    const { rows } = await admin.client.audit.list({ about: world.workflow.id });
    expect(rows[0]).toMatchObject({ who: "API key \"Night job\"", via: "api-key", did: "turned off the workflow", subject: { kind: "workflow", name: world.workflow.name } });
  });

  test("may not ask without end", async () => {
    const { token } = await admin.client.apiKeys.create({ name: "Eager", role: "viewer" });
    let last = 200;
    for (let asked = 0; last === 200 && asked < 700; asked += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask(token, "/me")));
      last = Math.max(...answers.map(({ status }) => status));
    }
    expect(last).toBe(429);
  }, 120_000);
});

describe("the audit log", () => {
  test("is found by person, by text and by time, page by page, and goes out as CSV", async () => {
    await invited(world, admin, { email: "+cmd@acme.example", role: "approver", approvalLimit: { amountMinor: 50_000, currency: "USD" } }, "Quirk", password);
    const all = await admin.client.audit.list({ limit: 200 });
    expect(all.who).toEqual(expect.arrayContaining(["demo@ledgerline.example", "+cmd@acme.example"]));
    const invitation = await admin.client.audit.list({ text: "INVITED +cmd" });
    expect(invitation.rows).toMatchObject([{ who: "demo@ledgerline.example", via: "web", after: { role: "approver", approvalLimit: { amountMinor: 50_000, currency: "USD" } } }]);
    const first = await admin.client.audit.list({ limit: 2 });
    const second = await admin.client.audit.list({ limit: 2, after: first.rows[1]!.id });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all.rows.slice(0, 4).map(({ id }) => id));
    expect((await admin.client.audit.list({ until: "2020-01-01T00:00:00Z" })).rows).toEqual([]);
    const csv = await (await admin.client.audit.export({ who: "+cmd@acme.example" })).text();
    expect(csv).toMatch(/^at,who,via,did,about,kind,name,before,after\r\n/);
    expect(csv).toContain("'+cmd@acme.example");
    expect(csv).not.toContain("demo@ledgerline.example");
  });

  test("is read, searched and taken away in the reader's language, and stays as it was kept", async () => {
    await invited(world, admin, { email: "dirk@acme.example", role: "admin", approvalLimit: null }, "Dirk", password);
    const dirk = newBrowser(world.product.url, "nl");
    await dirk.post("/sign-in/password", { email: "dirk@acme.example", password });
    expect((await dirk.client.audit.list({ text: "DIRK@acme.example uitgenodigd" })).rows).toMatchObject([{ did: "dirk@acme.example uitgenodigd", after: { role: "admin" } }]);
    expect((await dirk.client.audit.list({ text: "invited dirk" })).rows).toEqual([]);
    const first = await dirk.client.audit.list({ text: "uitgenodigd", limit: 1 });
    const second = await dirk.client.audit.list({ text: "uitgenodigd", limit: 1, after: first.rows[0]!.id });
    expect(second.rows).toMatchObject([{ did: expect.stringMatching(/ uitgenodigd$/) }]);
    expect(second.rows[0]!.id).not.toBe(first.rows[0]!.id);
    const csv = await (await dirk.client.audit.export({ who: "dirk@acme.example" })).text();
    expect(csv).toMatch(/^moment,wie,via,wat,over,soort,naam,voor,na\r\n/);
    expect(csv).toContain(",aangemeld met een wachtwoord,");
    expect((await admin.client.audit.list({ who: "dirk@acme.example" })).rows.map(({ did }) => did)).toContain("signed in by password");
  });

  test("is for admins only", async () => {
    const viewer = await invited(world, admin, { email: "nosy@acme.example", role: "viewer" }, "Nosy", password);
    await expect(viewer.client.audit.list({})).rejects.toMatchObject({ status: 403 });
  });
});

test("no password and no token of anybody is written to the log", () => {
  expect(world.log.join("\n")).not.toMatch(/llk_|long enough password/);
});
