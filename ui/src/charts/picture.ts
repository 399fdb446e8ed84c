import { download, fileName } from '../export/download.ts';
import type { ChartHandle } from './chart-canvas.tsx';
import { CHART_FONT } from './chart-colors.ts';

/** At the drawing's own double resolution. */
const TITLE_HEIGHT = 64;

/** Saves the drawing with its title above, so that the picture explains itself elsewhere. */
export async function downloadPicture(handle: ChartHandle, title: string): Promise<void> {
  const style = getComputedStyle(document.documentElement);
  const background = style.getPropertyValue('--surface').trim();
  const drawing = handle.toCanvas(background);
  const picture = document.createElement('canvas');
  picture.width = drawing.width;
  picture.height = drawing.height + TITLE_HEIGHT;
  const context = picture.getContext('2d');
  if (context === null) return;
  context.fillStyle = background;
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = style.getPropertyValue('--text').trim();
  context.font = `600 28px ${CHART_FONT}`;
  context.textBaseline = 'middle';
  context.fillText(title, 24, TITLE_HEIGHT / 2 + 6, picture.width - 48);
  context.drawImage(drawing, 0, TITLE_HEIGHT);
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  if (blob !== null) download(fileName(title, 'png'), blob);
}
