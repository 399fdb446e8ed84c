// Work with a known place: only the lines marked `cpu` take time.
import { now } from './truth.mjs';

export const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

export function spinA(millis) {
  const end = now() + millis;
  let sum = 0;
  while (now() < end) {
    for (let step = 0; step < 20000; step += 1) sum += Math.sqrt(step); // @cpu
  }
  return sum;
}

export function spinB(millis) {
  const end = now() + millis;
  let sum = 0;
  while (now() < end) {
    for (let step = 0; step < 20000; step += 1) sum += Math.sin(step); // @cpu
  }
  return sum;
}
