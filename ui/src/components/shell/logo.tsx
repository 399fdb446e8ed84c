/** The favicon's drawing, in the page's own colours. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--ink)" />
      <path
        d="M5 18h5l3-9 5 15 3.500-9 1.500 3h4"
        fill="none"
        stroke="var(--ink-contrast)"
        strokeWidth="2.500"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
