import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const UI_FOLDER = fileURLToPath(new URL('../ui/', import.meta.url));

/** Also keeps paths safe: no slash, no leading dot, so nothing outside `assets/` can be named. */
const ASSET_NAME = /^[\w-][\w.-]*\.(js|css|svg|png|woff2|json|ico|webmanifest)$/;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  json: 'application/json',
  ico: 'image/x-icon',
  webmanifest: 'application/manifest+json',
};

const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

export interface StaticFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The built UI, read from the package on first use and kept: a few hundred kilobytes. */
export class StaticFiles {
  readonly #folder: string;
  readonly #cache = new Map<string, Promise<Uint8Array | null>>();

  constructor(folder: string = UI_FOLDER) {
    this.#folder = folder;
  }

  /** Null when there is no such file. */
  async asset(name: string, acceptEncoding: string): Promise<StaticFile | null> {
    const extension = ASSET_NAME.exec(name)?.[1];
    if (extension === undefined) return null;
    const headers = {
      'content-type': CONTENT_TYPES[extension] ?? 'application/octet-stream',
      // Names carry a hash of the contents.
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    };
    for (const encoding of ENCODINGS) {
      if (!acceptEncoding.includes(encoding.name)) continue;
      const body = await this.#read(join('assets', name + encoding.extension));
      if (body !== null) return { headers: { ...headers, 'content-encoding': encoding.name }, body };
    }
    const body = await this.#read(join('assets', name));
    return body === null ? null : { headers, body };
  }

  /** The page's template, or null when the package was built without the UI. */
  async page(): Promise<string | null> {
    const bytes = await this.#read('index.html');
    return bytes === null ? null : new TextDecoder().decode(bytes);
  }

  #read(name: string): Promise<Uint8Array | null> {
    let file = this.#cache.get(name);
    if (file === undefined) {
      file = readFile(join(this.#folder, name)).catch(() => null);
      this.#cache.set(name, file);
    }
    return file;
  }
}
