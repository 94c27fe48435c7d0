/** Addresses that carry an edited program: `#run=p411_1,` and the text, compressed, in the letters of addresses. */

const KEY = "#run=";
export const LONGEST = 8000; // letters; browsers and messengers take as many
const LARGEST = 100_000; // characters of a program

/** The address's end that carries the text; null where that would be too long. */
export async function writeLink({ program, text }) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  if (bytes.length > LONGEST) return null;
  const letters = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const link = `${KEY}${program},${letters}`;
  return link.length > LONGEST ? null : link;
}

/** What such an end carries: { program, text }, `text` being null where it is damaged. */
export async function readLink(hash) {
  const [program, letters = ""] = hash.slice(KEY.length).split(",");
  try {
    if (!letters || hash.length > LONGEST) throw new RangeError(letters);
    const bytes = Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return { program, text: await readUpTo(stream.pipeThrough(new TextDecoderStream(undefined, { fatal: true }))) };
  } catch {
    return { program, text: null };
  }
}

/** A stream's text. Throws a RangeError where it is too large, before all of it has come. */
async function readUpTo(stream) {
  let text = "";
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length > LARGEST) throw new RangeError("too large");
  }
}
