import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { colorSchemeScript } from './build/color-scheme-script.ts';
import { pageFiles } from './build/page-files.ts';
import { precompress } from './build/precompress.ts';
import { usedColors } from './build/used-colors.ts';

/** Together in one file: thirty small ones take longer to ask for than to read. */
const START_PAGE = pageFiles(fileURLToPath(new URL('src/pages/overview/overview-page.tsx', import.meta.url)));

export default defineConfig({
  // Relative, because the mount path is known only when a page is served.
  base: './',
  plugins: [react(), usedColors(), colorSchemeScript(), precompress()],
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    target: 'es2022',
    // Data URIs would be refused by `default-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What every page has in one file: dozens of small ones compress worse, each by itself.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'shared', test: /^(?!.*(echarts|zrender))/, minShareCount: 14 },
            { name: 'start', test: (file) => START_PAGE.has(file) },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 700,
  },
});
