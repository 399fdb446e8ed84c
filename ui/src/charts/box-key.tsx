/** How to read the boxes. */
export function BoxKey({ comparedWith }: { readonly comparedWith?: string }) {
  return (
    <span className="quiet-note">
      Line: p5 to p95. Box: p25 to p75. Bar: p50. Dot: p99. Ring: slowest. Logarithmic.
      {comparedWith !== undefined && ` Upright: p50 of ${comparedWith}.`}
    </span>
  );
}
