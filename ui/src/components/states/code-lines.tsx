import classes from './states.module.css';

/** Code that would fill a page. Where that is narrow, it scrolls. */
export function CodeLines({ lines }: { readonly lines: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: else keyboards cannot scroll it
    <section className={classes['code']} tabIndex={0} aria-label="Code">
      <pre>
        <code>{lines}</code>
      </pre>
    </section>
  );
}
