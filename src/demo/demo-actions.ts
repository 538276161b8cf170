/** Deploys our workflow actions in the HubSpot simulator, as a person deploys the generated app in a real account. */
import { z } from "zod";
import type { AppFile } from "#domain/ports/crm-actions.ts";

const appKeys = z.object({ appId: z.number(), developerApiKey: z.string() });
const definitionFile = z.object({ type: z.literal("workflow-action"), config: z.looseObject({ actionUrl: z.string(), isPublished: z.boolean() }) });
const deployed = z.object({ results: z.array(z.object({ id: z.string(), actionUrl: z.string() })) });

/** Creates what is missing, by the last part of its address, and brings the others up to date. */
export async function deployActions(baseUrl: string, files: readonly AppFile[]): Promise<void> {
  const { appId, developerApiKey } = appKeys.parse(await ask(`${baseUrl}/simulator/token`, "GET"));
  const address = (path = ""): string => `${baseUrl}/automation/v4/actions/${appId}${path}?hapikey=${developerApiKey}`;
  const known = new Map(deployed.parse(await ask(address(), "GET")).results.map(({ id, actionUrl }) => [kindIn(actionUrl), id]));
  for (const file of files) {
    const read = definitionFile.safeParse(JSON.parse(file.content));
    if (!read.success) continue;
    const { isPublished: published, supportedClients: _, ...config } = read.data.config;
    const id = known.get(kindIn(config.actionUrl));
    await ask(id === undefined ? address() : address(`/${id}`), id === undefined ? "POST" : "PATCH", { ...config, published, functions: [] });
  }
}

function kindIn(actionUrl: string): string {
  return actionUrl.split("/").at(-1) ?? "";
}

async function ask(url: string, method: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, { method, headers: { "content-type": "application/json" }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname} of the HubSpot simulator answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
