/** Temporary addresses of attached files: valid for a quarter of an hour, without a token. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import type { Company, Entity } from "../company.ts";
import { memberText } from "../member-text.ts";
import { readOne } from "../operations.ts";
import { Refusal } from "../fault-bodies.ts";
import type { Simulator } from "../simulator.ts";
import { isObject, type Members } from "../wire-object.ts";

const validSeconds = 900;
/** Addresses end with the process that made them. */
const secret = randomBytes(32);

/** The temporary address of an attached file; refused when the attachable is only a note. */
export function downloadAddress(company: Company, id: string | undefined, origin: string, now: Date): string {
  const attachable = readOne(company, "Attachable", id);
  if (company.file(attachable.Id)) return addressOf(company, attachable, origin, now);
  throw new Refusal("610", "Object Not Found : The attachable has no file.");
}

function addressOf(company: Company, attachable: Entity, origin: string, now: Date): string {
  const expires = Math.floor(now.getTime() / 1000) + validSeconds;
  const name = encodeURIComponent(memberText(attachable["FileName"], "file"));
  return `${origin}/files/${company.realmId}/${attachable.Id}/${name}?expires=${expires}&key=${keyOf(company.realmId, attachable.Id, expires)}`;
}

function keyOf(realmId: string, id: string, expires: number): string {
  return createHmac("sha256", secret).update(`${realmId}/${id}/${expires}`).digest("hex");
}

/** A reply whose attachables carry where their files are. */
export function withDownloads(company: Company, body: Members, origin: string, now: Date): Members {
  const located = (one: unknown): unknown => (isObject(one) && one["FileAccessUri"] !== undefined ? { ...one, TempDownloadUri: addressOf(company, one as Entity, origin, now) } : one);
  const inMember = (holder: Members): Members => {
    const found = holder["Attachable"];
    return found === undefined ? holder : { ...holder, Attachable: Array.isArray(found) ? found.map(located) : located(found) };
  };
  const { QueryResponse: query, AttachableResponse: uploaded } = body;
  if (isObject(query)) return { ...body, QueryResponse: inMember(query) };
  if (Array.isArray(uploaded)) return { ...body, AttachableResponse: uploaded.map((one) => (isObject(one) ? inMember(one) : one)) };
  return inMember(body);
}

/** Serves the files. */
export function fileRoutes(simulator: Simulator): Hono {
  const routes = new Hono();
  routes.get("/files/:realm/:id/:name", (c) => {
    const { realm, id } = c.req.param();
    const expires = Number(c.req.query("expires"));
    const file = simulator.companies.get(realm)?.file(id);
    const given = Buffer.from(c.req.query("key") ?? "");
    const wanted = Buffer.from(keyOf(realm, id, expires));
    const isGood = given.length === wanted.length && timingSafeEqual(given, wanted) && expires * 1000 > simulator.clock.now().getTime();
    if (!file || !isGood) return c.text("This address is no longer valid.", 403);
    return c.body(new Uint8Array(Buffer.from(file.base64, "base64")), 200, { "content-type": file.contentType });
  });
  return routes;
}
