/** The typed API of a running world, with the installation's token. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import type { ContractRouterClient } from "@orpc/contract";
import type { contract } from "#api/contract.ts";
import type { World } from "./world.ts";

export type Client = ContractRouterClient<typeof contract>;

/** The token that commands on the same machine use. */
export async function installationToken({ dataDirectory }: World): Promise<string> {
  return (await readFile(join(dataDirectory, "cli.token"), "utf8")).trim();
}

/** A client that may do everything in the first workspace. */
export async function clientOf(world: World): Promise<Client> {
  return createORPCClient(new RPCLink({ url: `${world.product.url}/rpc`, headers: { authorization: `Bearer ${await installationToken(world)}` } }));
}
