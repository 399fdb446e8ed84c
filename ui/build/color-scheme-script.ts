import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const SOURCE_PATH = '/src/theme/color-scheme.js';

/**
 * Loads `theme/color-scheme.js` as a classic script ahead of the styles: it must run before the first
 * paint, and the content security policy allows no inline script.
 */
export function colorSchemeScript(): Plugin {
  const source = readFileSync(new URL(`..${SOURCE_PATH}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
  const fileName = `assets/color-scheme-${hash}.js`;
  return {
    name: 'color-scheme-script',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        const src = context.server === undefined ? `./${fileName}` : `.${SOURCE_PATH}`;
        return html.replace('<!-- color-scheme -->', `<script src="${src}"></script>`);
      },
    },
  };
}
