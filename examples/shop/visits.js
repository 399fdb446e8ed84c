// How many people visit the shop, by time of day, day of the week and over the weeks.
const DAY_MILLIS = 86_400_000;

/** Requests a second at a busy hour, now. */
const BUSY_RATE = 1.1;
/** A young shop: this much more traffic every day. */
const DAILY_GROWTH = 1.16;
const WEEKEND_SHARE = 0.6;
/** Of a busy hour, from midnight on, in the machine's time zone. */
const HOURS = [
  ...[0.16, 0.1, 0.07, 0.05, 0.05, 0.08, 0.18, 0.36, 0.56, 0.7, 0.8, 0.87],
  ...[0.94, 0.84, 0.78, 0.76, 0.78, 0.84, 0.94, 1, 0.98, 0.82, 0.52, 0.3],
];

/** Expected requests a second. @param {number} time @param {number} now Epoch milliseconds, both. */
export function visitRate(time, now) {
  const daysAgo = (now - time) / DAY_MILLIS;
  return BUSY_RATE * DAILY_GROWTH ** -daysAgo * dayShape(new Date(time));
}

/** Part of the visits of a busy hour, between two hours gradually. @param {Date} date */
export function dayShape(date) {
  const hour = date.getHours();
  const progress = date.getMinutes() / 60;
  const share = HOURS[hour] * (1 - progress) + HOURS[(hour + 1) % 24] * progress;
  return share * (date.getDay() % 6 === 0 ? WEEKEND_SHARE : 1);
}
