/** A function's text, with strings and comments blanked out. */
export interface FunctionBody {
  readonly text: string;
  readonly firstLine: number;
  /** Null where the text has parts, such as regular expressions, whose braces cannot be told from those of code. */
  readonly lastLine: number | null;
}

const OPENING = '([{';
const CLOSING = ')]}';

/** From where a function begins to where its braces close. Null when it does not begin there. */
export function functionBody(
  lines: readonly string[],
  definedLine: number,
  definedColumn: number,
): FunctionBody | null {
  const first = lines[definedLine - 1];
  if (first === undefined || definedColumn > first.length + 1) return null;
  const rest = lines.slice(definedLine, definedLine + MAXIMUM_LINES);
  const text = blanked([first.slice(definedColumn - 1), ...rest].join('\n'));
  const body = text.slice(0, endOfFunction(text));
  const lastLine = UNCERTAIN.test(body) ? null : definedLine + body.split('\n').length - 1;
  return { text: body, firstLine: definedLine, lastLine };
}

const MAXIMUM_LINES = 2000;
const UNCERTAIN = /[`/]/;

/** On which lines it calls a function of this name; if on none, where it mentions it, as in `rows.map(parse)`. */
export function callLines({ text, firstLine }: FunctionBody, callee: string): readonly number[] {
  if (!/^[\w$]+$/.test(callee)) return [];
  const name = callee.replaceAll('$', '\\$');
  // Not its own head, when a function has the name of what it calls.
  const start = text.search(/[{(=]/) + 1;
  const calls = linesMatching(new RegExp(`(?<![\\w$])${name}\\s*\\(`, 'g'), text, start);
  const lines = calls.length > 0 ? calls : linesMatching(new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g'), text, start);
  return lines.map((line) => line + firstLine);
}

function linesMatching(pattern: RegExp, text: string, start: number): readonly number[] {
  pattern.lastIndex = start;
  const lines: number[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    lines.push(text.slice(0, match.index).split('\n').length - 1);
  }
  return lines;
}

/** After the first braces outside of the parameters, or where an arrow function's expression ends. */
function endOfFunction(text: string): number {
  let depth = 0;
  let body = -1;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (OPENING.includes(character)) {
      if (depth === 0 && character === '{' && index > 0) body = index;
      depth += 1;
    } else if (CLOSING.includes(character)) {
      depth -= 1;
      if (depth < 0 || (depth === 0 && body !== -1)) return index + 1;
    } else if (depth === 0 && character === ';') return index;
  }
  return text.length;
}

const BLANKS = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;

function blanked(text: string): string {
  return text.replace(BLANKS, (found) => found.replace(/[^\n]/g, ' '));
}
