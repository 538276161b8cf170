/** The REST API of a running world, as a script of a customer calls it. */
import type { Language } from "#domain/language.ts";
import { installationToken } from "./client.ts";
import type { World } from "./world.ts";

export interface Answer {
  status: number;

  body: any;
}

/** Calls `/api/v1` with the installation's token. `language` = what the program asks for by `Accept-Language`. */
export async function rest(world: World, method: string, path: string, body?: unknown, language?: Language): Promise<Answer> {
  const response = await fetch(`${world.product.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${await installationToken(world)}`, ...(language === undefined ? {} : { "accept-language": language }), ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}
