/** Put in the place of a secret. */
export const REDACTED = '[redacted]';

/** Texts that give themselves away as secrets, whatever they are called. What stays of a match is its first group. */
const SHAPES: readonly RegExp[] = [
  /\b(bearer\s+)[^\s,;"']+/gi,
  // A word of a sentence has no digits and no capitals inside.
  /\b((?:[Bb]asic|BASIC|[Nn]egotiate|[Tt]oken|[Aa]pi[Kk]ey)\s+)(?=\S*[A-Z0-9=])[\w.~+/=-]{8,}/g,
  // JSON Web Tokens: both parts that are JSON begin with {" in base64url.
  /()\beyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)*/g,
  // user:password@ of a URL.
  /([a-z][a-z0-9+.-]{0,30}:\/\/)[^/\s?#@"']{1,500}(?=@)/gi,
  /()-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // Keys of well-known services, which mark them for this very purpose.
  /()\b(?:sk|pk|rk)_(?:live|test)_\w{8,}/g,
  /()\b(?:gh[pousr]_|github_pat_|glpat-|npm_|xox[a-z]-|AKIA|ASIA|AIza|sk-)[\w-]{12,}/g,
];
const DIGIT_RUN: RegExp = /\b\d(?:[ -]?\d){12,18}\b/g;

export function withoutSecretShapes(text: string): string {
  let result = text;
  for (const shape of SHAPES) result = result.replace(shape, `$1${REDACTED}`);
  return result.replace(DIGIT_RUN, (digits) => (isCardNumber(digits) ? REDACTED : digits));
}

/** Luhn's check, which nine of ten other numbers fail. */
function isCardNumber(text: string): boolean {
  let sum = 0;
  let isDoubled = false;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) continue;
    const part = isDoubled ? digit * 2 : digit;
    sum += part > 9 ? part - 9 : part;
    isDoubled = !isDoubled;
  }
  return sum % 10 === 0;
}
