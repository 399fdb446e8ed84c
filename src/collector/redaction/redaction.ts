import { createSecretNames } from './secret-names.ts';
import { REDACTED, withoutSecretShapes } from './secret-shapes.ts';

/** `name=` and `name: ` within a text: in the query of a Referer, in a line of a form. */
const NAME: RegExp = /([\w.[\]%~-]{1,80}?)(?:=|%3D|["']?\s{0,3}:\s{0,3}["']?)/gi;
const VALUE_END: RegExp = /[&\s;,"'<>]/g;
/** Read beyond what is kept, so that a secret in which a text is cut off still has its shape. */
const LOOKAHEAD_LENGTH = 2000;

/** Takes secrets out of what was seen of a request, by the names of values and by their shapes. */
export class Redaction {
  readonly #isSecret: (name: string) => boolean;

  /** @param redact names and patterns besides the built-in ones */
  constructor(redact: readonly (string | RegExp)[]) {
    this.#isSecret = createSecretNames(redact);
  }

  isSecret(name: string): boolean {
    return this.#isSecret(name);
  }

  /** The value of something that has a name. */
  value(name: string, text: string, maxLength: number): string {
    return this.#isSecret(name) ? REDACTED : this.text(text, maxLength);
  }

  /** A text that may hold anything, at most that long. Of megabytes only the beginning is read. */
  text(text: string, maxLength: number): string {
    const read = text.slice(0, maxLength + LOOKAHEAD_LENGTH);
    const redacted = this.#withoutNamedSecrets(withoutSecretShapes(read));
    return redacted.length <= maxLength ? redacted : `${redacted.slice(0, maxLength)}…`;
  }

  #withoutNamedSecrets(text: string): string {
    let kept = '';
    let at = 0;
    for (const match of text.matchAll(NAME)) {
      const [whole, name = ''] = match;
      if (match.index < at || !this.#isSecret(decoded(name))) continue;
      const valueAt = match.index + whole.length;
      kept += text.slice(at, valueAt) + REDACTED;
      at = endOfValue(text, valueAt);
    }
    return kept + text.slice(at);
  }
}

/** As it stands where it is not encoded properly. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function endOfValue(text: string, from: number): number {
  VALUE_END.lastIndex = from;
  return VALUE_END.exec(text)?.index ?? text.length;
}
