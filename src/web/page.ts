import type { DashboardConfig } from '../api/contract.ts';

/**
 * Fills the page's template. The base is relative (`../../`), so the browser resolves it against the
 * address that it sees: any mount path and any prefix that a proxy strips work without configuration.
 */
export function renderPage(template: string, config: DashboardConfig, pathBelowLink: string): string {
  const depth = Math.max(0, pathBelowLink.split('/').length - 2);
  const base = depth === 0 ? './' : '../'.repeat(depth);
  const json = JSON.stringify(config).replace(/</g, '\\u003c');
  return template
    .replace('<base href="./">', () => `<base href="${base}">`)
    .replace(/<base href="\.\/"\s*\/>/, () => `<base href="${base}">`)
    .replace(
      /(<script type="application\/json" id="dashboard-config">)[^<]*(<\/script>)/,
      (_all, open, close) => open + json + close,
    )
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(config.titleName)}</title>`);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
