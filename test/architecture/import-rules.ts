import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

interface Rule {
  /** `any`: pure code that both threads load. */
  readonly thread: 'any' | 'app' | 'worker';
  /** Folders it may import; `types:x` allows `import type` only. */
  readonly imports: readonly string[];
  /** Packages and built-ins it may load, besides those allowed everywhere. */
  readonly packages?: readonly string[];
}

/** Who may import whom. Change this table and ARCHITECTURE.md together. */
export const RULES: Readonly<Record<string, Rule>> = {
  model: { thread: 'any', imports: [] },
  config: { thread: 'any', imports: ['model', 'types:storage'], packages: ['zod', 'node:fs'] },
  adapters: { thread: 'app', imports: ['model', 'root', 'types:config'], packages: ['node:http'] },
  collector: {
    thread: 'app',
    imports: ['model', 'types:adapters', 'types:config', 'types:transport', 'types:profiler/app'],
    packages: ['node:os', 'node:perf_hooks'],
  },
  transport: {
    thread: 'app',
    imports: ['model', 'types:api', 'types:profiler'],
    packages: ['node:worker_threads', 'node:events', 'signal-exit'],
  },
  web: {
    thread: 'app',
    imports: ['model', 'transport', 'types:api', 'types:adapters'],
    packages: ['node:http', 'node:tls', 'node:fs/promises'],
  },
  graphs: { thread: 'app', imports: ['model'], packages: ['croner'] },
  rollup: { thread: 'worker', imports: ['model'] },
  storage: {
    thread: 'worker',
    imports: ['model', 'rollup'],
    packages: ['kysely', 'node:fs', 'node:fs/promises', 'node:zlib', 'node:crypto'],
  },
  analysis: { thread: 'worker', imports: ['model'] },
  api: {
    thread: 'worker',
    imports: ['model', 'analysis', 'types:storage'],
    packages: ['node:crypto', 'node:http', 'node:zlib', 'pprof-format'],
  },
  profiler: { thread: 'any', imports: ['model'] },
  'profiler/app': {
    thread: 'app',
    imports: ['model', 'profiler'],
    packages: ['node:async_hooks', 'node:perf_hooks', 'node:inspector'],
  },
  'profiler/worker': {
    thread: 'worker',
    imports: ['model', 'profiler'],
    packages: ['node:inspector', 'node:crypto', 'node:fs', '@jridgewell/trace-mapping'],
  },
  worker: {
    thread: 'worker',
    imports: [
      ...['model', 'transport/exit-barrier', 'types:transport', 'rollup', 'storage', 'analysis', 'api'],
      ...['profiler', 'profiler/worker'],
    ],
    packages: ['node:worker_threads', 'node:fs', 'node:fs/promises', 'node:zlib', 'node:crypto'],
  },
  root: {
    thread: 'app',
    imports: [
      'model',
      'config',
      'collector',
      'graphs',
      'transport',
      'web',
      'adapters',
      'profiler',
      'profiler/app',
      'types:worker',
    ],
    packages: ['node:crypto', 'node:os'],
  },
};

const PACKAGES_ANYWHERE: readonly string[] = ['node:path', 'node:url'];

/** Drivers live in their engine's folder and nowhere else. */
const FOLDER_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'storage/sqlite': ['node:sqlite', '@photostructure/sqlite', 'node:module'],
  'storage/postgres': ['pg', 'node:module'],
  'storage/mysql': ['mysql2', 'mysql2/promise', 'node:module'],
};

interface ImportOf {
  readonly specifier: string;
  readonly typesOnly: boolean;
}

/** Answers one line per forbidden import below `sourceRoot`. */
export function findViolations(sourceRoot: string): readonly string[] {
  const files = readdirSync(sourceRoot, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return files.flatMap((file) => importsOf(join(sourceRoot, file)).flatMap((found) => violationOf(file, found) ?? []));
}

function violationOf(file: string, { specifier, typesOnly }: ImportOf): string | null {
  const from = folderOf(file);
  const rule = RULES[from];
  if (rule === undefined) return `${file}: folder '${from}' has no rule`;
  if (!specifier.startsWith('.')) return packageViolation(file, rule, { specifier, typesOnly });
  const target = normalize(join(dirname(file), specifier)).replaceAll('\\', '/');
  const to = folderOf(target);
  if (to === from) return siblingViolation(file, target);
  const allowed = rule.imports.includes(to) || rule.imports.includes(target.replace(/\.ts$/, ''));
  if (allowed || (typesOnly && rule.imports.includes(`types:${to}`))) return null;
  return `${file}: '${from}' may not import ${rule.imports.includes(`types:${to}`) ? 'values from ' : ''}'${to}' (${specifier})`;
}

function packageViolation(file: string, rule: Rule, { specifier, typesOnly }: ImportOf): string | null {
  if (typesOnly) return null;
  const folder = Object.keys(FOLDER_PACKAGES).find((prefix) => file.startsWith(`${prefix}/`));
  const allowed = [
    ...PACKAGES_ANYWHERE,
    ...(rule.packages ?? []),
    ...(folder === undefined ? [] : (FOLDER_PACKAGES[folder] ?? [])),
  ];
  return allowed.includes(specifier) ? null : `${file}: '${specifier}' is not allowed here`;
}

/** One framework's or engine's folder never reaches into another's. */
function siblingViolation(file: string, target: string): string | null {
  const parts = /^(adapters|storage)\/([^/]+)\//;
  const [, area, own] = parts.exec(file) ?? [];
  const [, , other] = parts.exec(target) ?? [];
  const shared = own === undefined || other === undefined || own === other || other === 'sql' || own === 'nestjs';
  return shared ? null : `${file}: ${area} may not import each other (${target})`;
}

/** A folder with a rule of its own is one, also below another. */
function folderOf(file: string): string {
  const [first = 'root', second = ''] = file.split('/');
  if (!file.includes('/')) return 'root';
  return `${first}/${second}` in RULES ? `${first}/${second}` : first;
}

function importsOf(path: string): readonly ImportOf[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: ImportOf[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ specifier: node.moduleSpecifier.text, typesOnly: isTypesOnly(node.importClause) });
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push({ specifier: node.moduleSpecifier.text, typesOnly: node.isTypeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument))
        found.push({ specifier: argument.text, typesOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypesOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}
