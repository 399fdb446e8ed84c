/** Positions of the values in ascending order, and of equal ones as they come; values are below `end`. */
export function countingSort(values: Uint16Array | Int32Array, end: number): Int32Array {
  const places = firstPlaces(values, end);
  const order = new Int32Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    const place = places[value] ?? 0;
    order[place] = at;
    places[value] = place + 1;
  }
  return order;
}

/** Where each value's first goes. */
export function firstPlaces(values: Uint16Array | Int32Array, end: number): Int32Array {
  const places = new Int32Array(end + 1);
  for (let at = 0; at < values.length; at += 1) {
    const next = (values[at] ?? 0) + 1;
    places[next] = (places[next] ?? 0) + 1;
  }
  for (let value = 0; value < end; value += 1) places[value + 1] = (places[value + 1] ?? 0) + (places[value] ?? 0);
  return places;
}
