import { createHmac } from 'node:crypto';

const HEADER = '{"alg":"HS256","typ":"JWT"}';
/** As many bytes become a whole number of base64 letters. */
const GROUP_BYTES = 3;

/**
 * A JSON Web Token (RFC 7519) signed by HS256 whose payload is `{"data": text}`, the text given in pieces. It is encoded
 * and signed piece by piece, so that its length does not matter; libraries want the whole payload at once.
 */
export async function* signedToken(pieces: AsyncIterable<string>, key: string): AsyncGenerator<Uint8Array, void> {
  const signature = createHmac('sha256', key);
  const signed = (text: string): Uint8Array => {
    signature.update(text);
    return new TextEncoder().encode(text);
  };
  yield signed(`${Buffer.from(HEADER).toString('base64url')}.`);
  let rest: Buffer = Buffer.from('{"data":"');
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, Buffer.from(insideString(piece))]);
    const whole = bytes.length - (bytes.length % GROUP_BYTES);
    rest = bytes.subarray(whole);
    yield signed(bytes.toString('base64url', 0, whole));
  }
  yield signed(Buffer.concat([rest, Buffer.from('"}')]).toString('base64url'));
  yield new TextEncoder().encode(`.${signature.digest('base64url')}`);
}

/** The text as it stands between the quotes of a JSON string. */
function insideString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
