/**
 * Addresses that no webhook may call, whoever wrote the workflow: those of cloud machines' metadata services, link-local and
 * multicast ones. A metadata service hands out the machine's own credentials to whoever can reach it.
 */
import { lookup, type LookupAddress, type LookupOptions } from "node:dns";
import { BlockList, isIP } from "node:net";

const forbidden = new BlockList();
forbidden.addSubnet("0.0.0.0", 8, "ipv4");
forbidden.addSubnet("169.254.0.0", 16, "ipv4");
forbidden.addSubnet("192.0.0.0", 24, "ipv4");
forbidden.addSubnet("224.0.0.0", 3, "ipv4");
forbidden.addAddress("100.100.100.200", "ipv4"); // Alibaba Cloud's metadata
forbidden.addAddress("168.63.129.16", "ipv4"); // Azure's wire server
forbidden.addAddress("::", "ipv6");
forbidden.addSubnet("fe80::", 10, "ipv6");
forbidden.addSubnet("ff00::", 8, "ipv6");
forbidden.addAddress("fd00:ec2::254", "ipv6"); // AWS's metadata
forbidden.addAddress("fd20:ce::254", "ipv6"); // Google's metadata
forbidden.addSubnet("64:ff9b::a9fe:0", 112, "ipv6"); // 169.254.0.0/16 as a NAT64 gateway sees it

/** A name or address that leads where no webhook may go. */
export class ForbiddenAddress extends Error {
  readonly address: string;

  constructor(address: string) {
    super(`${address} may not be called`);
    this.address = address;
  }
}

/** Whether that IP address may not be called. An IPv4 address inside an IPv6 one counts as itself. */
export function isForbidden(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && forbidden.check(address, version === 4 ? "ipv4" : "ipv6");
}

/** Throws when the address's host is a forbidden IP address itself: such a host is never looked up. */
export function refuseForbiddenHost(url: string): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  if (isForbidden(host)) throw new ForbiddenAddress(host);
}

type Answer = (problem: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** Looks a name up for a connection that is being made, so that what was checked is what is called. */
export function lookupAllowed(hostname: string, options: LookupOptions, answer: Answer, resolve: typeof lookup = lookup): void {
  resolve(hostname, { ...options, all: true }, (problem, addresses) => {
    if (problem) return answer(problem, []);
    const refused = addresses.find(({ address }) => isForbidden(address));
    if (refused) return answer(new ForbiddenAddress(refused.address), []);
    const [first] = addresses;
    return options.all === true || first === undefined ? answer(null, addresses) : answer(null, first.address, first.family);
  });
}
