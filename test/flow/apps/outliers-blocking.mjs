export function blockFor(millis) {
  const end = performance.now() + millis;
  // One line, as it may be paused in the condition as well as in the body.
  while (performance.now() < end) Math.sqrt(end); // the line that blocks
}
