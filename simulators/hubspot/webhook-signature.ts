/** How HubSpot signs what it sends to an app. */
import { createHash, createHmac } from "node:crypto";

/** The encoded characters that HubSpot decodes in the address before it signs; all others stay encoded. */
const decoded: Record<string, string> = {
  "%3A": ":", "%2F": "/", "%3F": "?", "%40": "@", "%21": "!", "%24": "$", "%27": "'", "%28": "(", "%29": ")", "%2A": "*", "%2C": ",", "%3B": ";",
};

/** Version 3: base64 HMAC-SHA256 over method, address, body and timestamp (epoch ms). */
export function signatureV3(secret: string, method: string, uri: string, body: string, timestamp: number): string {
  const address = uri.replace(/%[0-9A-F]{2}/gi, (code) => decoded[code.toUpperCase()] ?? code);
  return createHmac("sha256", secret).update(`${method}${address}${body}${timestamp}`).digest("base64");
}

/** Version 2: hex SHA-256 over the secret, method, address and body. */
export function signatureV2(secret: string, method: string, uri: string, body: string): string {
  return createHash("sha256").update(`${secret}${method}${uri}${body}`).digest("hex");
}

/** Version 1: hex SHA-256 over the secret and the body. */
export function signatureV1(secret: string, body: string): string {
  return createHash("sha256").update(`${secret}${body}`).digest("hex");
}
