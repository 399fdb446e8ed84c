export interface IniEntry {
  readonly section: string;
  /** As written. */
  readonly key: string;
  /** Lines of a continued value are joined by `\n`. */
  readonly value: string;
  readonly line: number;
}

export interface IniContent {
  readonly entries: readonly IniEntry[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Splits a file by the rules of Python's `configparser`, which is what Flask-MonitoringDashboard reads its files with:
 * `=` or `:` after the key, keys in any case, indented lines continue a value, comments are whole lines.
 *
 * The usual INI packages follow other rules: `ini` ends a value at `#` or `;` (which silently shortens passwords and
 * colours), takes quotes away, knows no continued values, and neither reports duplicates nor counts lines.
 */
export function parseIni(text: string): IniContent {
  const reader = new IniReader();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const line of lines) reader.read(line);
  return reader.content();
}

interface OpenEntry {
  readonly section: string;
  readonly key: string;
  readonly line: number;
  readonly value: string[];
}

class IniReader {
  readonly #entries: OpenEntry[] = [];
  readonly #problems: { line: number; message: string }[] = [];
  readonly #firstLines = new Map<string, number>();
  #line = 0;
  #section: string | null = null;
  /** Takes the lines indented deeper than its own. */
  #open: OpenEntry | null = null;
  #openIndent = 0;

  read(raw: string): void {
    this.#line += 1;
    const content = raw.trim();
    if (content.startsWith('#') || content.startsWith(';')) return;
    if (content === '') {
      this.#open?.value.push('');
      return;
    }
    const indent = raw.length - raw.trimStart().length;
    if (this.#open !== null && indent > this.#openIndent) {
      this.#open.value.push(content);
      return;
    }
    this.#openIndent = indent;
    this.#open = null;
    const header = /^\[(.+)\]/.exec(content);
    if (header === null) this.#option(content);
    else this.#section = (header[1] ?? '').trim();
  }

  content(): IniContent {
    return {
      entries: this.#entries.map((entry) => ({ ...entry, value: entry.value.join('\n').trimEnd() })),
      problems: this.#problems,
    };
  }

  /** Nothing of the line is repeated in a problem except the key: the rest may be a password. */
  #option(content: string): void {
    const match = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(content);
    const key = match?.[1] ?? '';
    const section = this.#section;
    const firstLine = this.#firstLines.get(`${section}\n${key.toLowerCase()}`);
    if (key === '') this.#addProblem('neither a [section] nor KEY=value');
    else if (section === null) this.#addProblem(`"${key}" comes before the first [section]`);
    else if (firstLine !== undefined) this.#addProblem(`"${key}" is already given in line ${firstLine}`);
    else this.#addEntry({ section, key, line: this.#line, value: [match?.[2] ?? ''] });
  }

  #addEntry(entry: OpenEntry): void {
    this.#firstLines.set(`${entry.section}\n${entry.key.toLowerCase()}`, entry.line);
    this.#open = entry;
    this.#entries.push(entry);
  }

  #addProblem(message: string): void {
    this.#problems.push({ line: this.#line, message });
  }
}
