// What the shop sells.
const CATEGORIES = { tea: 'Tea', coffee: 'Coffee', cups: 'Cups', kettles: 'Kettles', sweets: 'Sweets' };
const KINDS = ['Classic', 'Mountain', 'Harbour', 'Sunday', 'Winter', 'Garden', 'Royal', 'Little'];

/** @typedef {{ id: number, name: string, category: string, cents: number, image: string }} Product */

/** @type {readonly Product[]} */
export const PRODUCTS = Object.entries(CATEGORIES).flatMap(([category, noun], row) =>
  KINDS.map((kind, column) => ({
    id: 100 + row * KINDS.length + column,
    name: `${kind} ${noun}`,
    category,
    cents: 390 + ((row * 7 + column * 3) % 20) * 155,
    image: `${category}-${column + 1}.jpg`,
  })),
);

export const CATEGORY_NAMES = Object.keys(CATEGORIES);
export const SEARCH_WORDS = ['tea', 'royal', 'winter', 'cup', 'kettle', 'classic', 'sweet', 'little'];

/** @param {string} id */
export function findProduct(id) {
  return PRODUCTS.find((product) => product.id === Number(id));
}

/** @param {string} words */
export function searchProducts(words) {
  const wanted = words.toLowerCase();
  return PRODUCTS.filter(({ name }) => name.toLowerCase().includes(wanted));
}
