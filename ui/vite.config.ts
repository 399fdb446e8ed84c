import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { colorSchemeScript } from './build/color-scheme-script.ts';
import { precompress } from './build/precompress.ts';
import { usedColors } from './build/used-colors.ts';

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
          groups: [{ name: 'shared', test: /^(?!.*(echarts|zrender))/, minShareCount: 14 }],
        },
      },
    },
    chunkSizeWarningLimit: 700,
  },
});
