import type { LineKind } from '../../../../../src/model/profile.ts';
import type { ChartColors } from '../../../charts/chart-colors.ts';
import { longestKind } from '../../../code/kind-words.ts';
import { changeState } from './grouped-figures.ts';
import type { Place } from './tree-layout.ts';

/** A tile that fills a shape again and again, as the drawing library takes it. */
interface Pattern {
  readonly image: HTMLCanvasElement;
  readonly repeat: 'repeat';
}
export type Paint = string | Pattern;

/** The same shades and patterns as the bars of the table. */
export function kindPaints(colors: ChartColors): Readonly<Record<LineKind, Paint>> {
  return {
    cpu: colors.ink,
    await: tile(8, colors.markSoft, (context) => {
      context.strokeStyle = colors.mark;
      context.lineWidth = 2.6;
      for (const shift of [-8, 0, 8]) line(context, [shift, 8, shift + 8, 0]);
    }),
    queue: tile(5, colors.surface, (context) => {
      context.fillStyle = colors.ink;
      context.fillRect(0, 0, 2.5, 5);
    }),
    gc: tile(5, colors.markSoft, (context) => {
      context.fillStyle = colors.ink;
      context.fillRect(1, 1, 2, 2);
    }),
  };
}

/** What a line's shape is filled with: what it mostly did or, compared with a version, how it changed. */
export function paintOf(place: Place, paints: Readonly<Record<LineKind, Paint>>, change: ChangeColors | null): Paint {
  if (change === null) return paints[longestKind(place.line.byKind)];
  const state = changeState(place.line, change.perRequest);
  return state === null ? change.same : change[state];
}

export interface ChangeColors {
  readonly perRequest: number;
  readonly slower: string;
  readonly faster: string;
  readonly same: string;
}

function tile(size: number, ground: string, draw: (context: CanvasRenderingContext2D) => void): Paint {
  const image = document.createElement('canvas');
  image.width = size;
  image.height = size;
  const context = image.getContext('2d');
  if (context === null) return ground;
  context.fillStyle = ground;
  context.fillRect(0, 0, size, size);
  draw(context);
  return { image, repeat: 'repeat' };
}

function line(context: CanvasRenderingContext2D, [fromX, fromY, toX, toY]: readonly [number, number, number, number]) {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}
