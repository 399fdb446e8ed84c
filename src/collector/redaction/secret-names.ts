/** Parts of names whose values are secrets, written without the characters that `plain` takes out. */
const SECRET_PARTS: RegExp =
  /authori[sz]|auth(?!or)|cookie|token|secret|passw|passphrase|passcode|pwd|apikey|accesskey|privatekey|session|jwt|credential|signature|csrf|xsrf|creditcard|cardnumber|cvv|cvc/;
const SECRET_WORDS: ReadonlySet<string> = new Set(['sig', 'sid', 'pin', 'ssn', 'pan', 'iban', 'key', 'code', 'otp']);

/**
 * Whether a value of this name (of a header, parameter, field or variable) is never stored. Rather one too many: what
 * is stored can be read by everybody who may see the dashboard, and by who gets hold of the database.
 */
export function createSecretNames(redact: readonly (string | RegExp)[]): (name: string) => boolean {
  const names = new Set(redact.filter((rule) => typeof rule === 'string').map((name) => name.toLowerCase()));
  const patterns = redact.filter((rule) => rule instanceof RegExp);
  return (name) => {
    const plainName = plain(name);
    return (
      SECRET_PARTS.test(plainName) ||
      SECRET_WORDS.has(plainName) ||
      names.has(name.toLowerCase()) ||
      patterns.some((pattern) => pattern.test(name))
    );
  };
}

/** `X-Api-Key`, `api_key` and `apiKey` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
