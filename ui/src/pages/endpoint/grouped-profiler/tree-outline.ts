import { angleOf, type Place, type Rings } from './tree-layout.ts';

/** Paths of SVG around a line's shape. */
export function boxOutline({ start, width, depth }: Place, chartWidth: number, rowHeight: number): string {
  const [x, y] = [start * chartWidth, depth * rowHeight];
  return `M${x} ${y}h${Math.max(1, width * chartWidth - 1)}v${rowHeight - 1}H${x}Z`;
}

export function sectorOutline({ start, width, depth }: Place, { x, y, hole, ring }: Rings): string {
  const inner = hole + depth * ring;
  const outer = inner + ring;
  // An arc from a point to itself would be nothing.
  const [from, to] = [angleOf(start), angleOf(start + Math.min(width, 0.9999))];
  const point = (radius: number, angle: number): string =>
    `${x + radius * Math.cos(angle)} ${y + radius * Math.sin(angle)}`;
  const isLong = width > 0.5 ? 1 : 0;
  return (
    `M${point(inner, from)}L${point(outer, from)}A${outer} ${outer} 0 ${isLong} 1 ${point(outer, to)}` +
    `L${point(inner, to)}A${inner} ${inner} 0 ${isLong} 0 ${point(inner, from)}Z`
  );
}
