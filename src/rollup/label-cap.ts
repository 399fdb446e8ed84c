/** Groups, IPs or instances kept apart per endpoint and day. The others are counted together: a scanner has many addresses. */
export const MOST_LABELS = 100;
/** The same of the sums over all endpoints, which every user of the app is in. */
export const MOST_LABELS_EVERYWHERE = 1000;

/** Facet of what is counted together. */
export const OTHER_FACET = -1;
/** What people read for it. */
export const OTHER_TEXT = '(other)';
/** Facet of requests without a group or IP. It and the one before are no labels, and always kept apart. */
const NO_FACET = 0;

const FIRST_PLACES = 32;

/**
 * Labels of an endpoint and day that are kept apart. First come, first kept; the busy ones come early. A hash table
 * in one small array, as each request asks four of them and there are hundreds.
 */
export class KeptFacets {
  readonly #most: number;
  /** 0 where there is none. At most half full. */
  #places = new Int32Array(FIRST_PLACES);
  #size = 0;

  /** `kept`: those that are already, even if more than `most`. */
  constructor(most: number, kept: Iterable<number> = []) {
    this.#most = most;
    for (const facet of kept) if (facet > NO_FACET) this.#keep(facet, this.#placeOf(facet));
  }

  /** The facet that a request counts under, which is kept from now on if there is room. */
  facetOf(facet: number): number {
    if (facet <= NO_FACET) return facet;
    const place = this.#placeOf(facet);
    if (this.#places[place] === facet) return facet;
    if (this.#size >= this.#most) return OTHER_FACET;
    this.#keep(facet, place);
    return facet;
  }

  /** Where the facet is, or where it would be. */
  #placeOf(facet: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    const hash = Math.imul(facet, 0x9e3779b1);
    let place = (hash ^ (hash >>> 15)) & mask;
    while (places[place] !== 0 && places[place] !== facet) place = (place + 1) & mask;
    return place;
  }

  #keep(facet: number, place: number): void {
    if (this.#places[place] === facet) return;
    this.#places[place] = facet;
    this.#size += 1;
    if (this.#size * 2 <= this.#places.length) return;
    const kept = this.#places;
    this.#places = new Int32Array(kept.length * 2);
    for (const each of kept) if (each !== 0) this.#places[this.#placeOf(each)] = each;
  }
}
