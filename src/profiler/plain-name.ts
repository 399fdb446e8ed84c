/** `Store.find`, `exports.find` and `find` are one function to V8's profiler: `find`. */
export function plainName(name: string | null): string {
  if (name === null || name === '') return '(anonymous)';
  return name.slice(name.lastIndexOf('.') + 1) || name;
}
