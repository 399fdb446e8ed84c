export function blockFor(millis) {
  const end = performance.now() + millis;
  let sum = 0;
  while (performance.now() < end) {
    for (let index = 0; index < 1000; index += 1) sum += Math.sqrt(index); // the line that blocks
  }
  return sum;
}
