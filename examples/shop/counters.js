// What the shop draws of itself: orders and failed orders since the last look.
const counts = { accepted: 0, refused: 0 };

/** Middleware of the checkout. */
export function countOrders(_request, response, next) {
  response.on('finish', () => {
    counts[response.statusCode < 400 ? 'accepted' : 'refused'] += 1;
  });
  next();
}

export function takeOrders() {
  const taken = { ...counts };
  counts.accepted = 0;
  counts.refused = 0;
  return taken;
}
