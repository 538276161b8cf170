/** The text of an HTTP answer, at most so much of it: what sends without end must not fill our memory. */

/** Larger than any page of a thousand rows or any batch. */
const mostBytes = 64 * 1024 * 1024;

/** Reads a body whole. Throws when it breaks off or is too large; then the connection is closed, too. */
export async function answerText(body: AsyncIterable<Uint8Array>, most = mostBytes): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > most) throw new Error(`the answer is larger than ${Math.round(most / 1024)} kB`);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
