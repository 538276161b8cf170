/** Who signed in: id tokens signed with the simulator's own key, and what userinfo tells. */
import { createPublicKey, generateKeyPairSync, type KeyObject, createPrivateKey, sign } from "node:crypto";
import { appClient } from "./oauth.ts";

const issuer = "https://oauth.platform.intuit.com/op/v1";
const keyId = "simulator-1";
const lastsSeconds = 3_600;
/** The one user of all companies. */
const user = { sub: "4a2c9f10-6b1e-4f0f-8d7e-1f9d3a5b7c21", givenName: "Robin", familyName: "Castillo", email: "robin@harborpine.example", emailVerified: true, phoneNumber: "+1 510 555 0142", phoneNumberVerified: true };
const address = { streetAddress: "12 Quay Street", locality: "Oakland", region: "CA", postalCode: "94607", country: "US" };

export interface IdTokens {
  /** A signed token for an app and company; `aud` is a list, as the vendor's is. */
  idToken(grant: { realmId: string; clientId?: string }): string;
  /** The key to check it with. */
  jwks(): { keys: object[] };
  /** What the scopes of a token allow to be told of the user. */
  userInfo(scope: string): Record<string, unknown>;
  /** The private key (PEM), so that tokens stay good over a restart. */
  key(): string | undefined;
}

/** The key is made when it is first needed: it takes a moment. */
export function createIdTokens(now: () => Date, kept: string | undefined, changed: () => void): IdTokens {
  let key: KeyObject | undefined = kept === undefined ? undefined : createPrivateKey(kept);

  function privateKey(): KeyObject {
    if (key) return key;
    key = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;
    changed();
    return key;
  }

  return {
    idToken: ({ realmId, clientId = appClient.clientId }) => {
      const seconds = Math.floor(now().getTime() / 1_000);
      const head = encoded({ alg: "RS256", kid: keyId });
      const body = encoded({ sub: user.sub, aud: [clientId], iss: issuer, realmid: realmId, auth_time: seconds, iat: seconds, exp: seconds + lastsSeconds });
      return `${head}.${body}.${sign("RSA-SHA256", Buffer.from(`${head}.${body}`), privateKey()).toString("base64url")}`;
    },
    jwks: () => ({ keys: [{ ...createPublicKey(privateKey()).export({ format: "jwk" }), kid: keyId, use: "sig", alg: "RS256" }] }),
    userInfo: (scope) => {
      const scopes = new Set(scope.split(" "));
      const { sub, email, emailVerified, givenName, familyName, phoneNumber, phoneNumberVerified } = user;
      return {
        sub,
        ...(scopes.has("email") ? { email, emailVerified } : {}),
        ...(scopes.has("profile") ? { givenName, familyName } : {}),
        ...(scopes.has("phone") ? { phoneNumber, phoneNumberVerified } : {}),
        ...(scopes.has("address") ? { address } : {}),
      };
    },
    key: () => key?.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
