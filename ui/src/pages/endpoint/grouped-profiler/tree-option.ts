import type { EChartsCoreOption } from 'echarts/core';
import { CHART_FONT, type ChartColors } from '../../../charts/chart-colors.ts';
import { textOf } from '../../../code/code-place.ts';
import { KINDS, totalTime } from '../../../code/kind-words.ts';
import { angleOf, type Place, type Rings } from './tree-layout.ts';
import { type ChangeColors, kindPaints, paintOf } from './tree-paint.ts';

interface TreeParts {
  readonly places: readonly Place[];
  readonly colors: ChartColors;
  /** Null: nothing is compared. */
  readonly change: ChangeColors | null;
}

/** Below the text: what the line's time went into. */
const STRIP = 5;
const CHARACTER_PIXELS = 6.6;
const LEAST_CHARACTERS = 4;
const LABEL_FONT = `11px ui-monospace, Menlo, Consolas, "Liberation Mono", monospace, ${CHART_FONT}`;

/** Rows of boxes, the outermost lines on top. */
export function flameOption(
  { places, colors, change }: TreeParts,
  { width, rowHeight }: { readonly width: number; readonly rowHeight: number },
): EChartsCoreOption {
  const paints = kindPaints(colors);
  return shapes(places, (place) => {
    const x = place.start * width;
    const y = place.depth * rowHeight;
    const boxWidth = Math.max(0.5, place.width * width - 1);
    const ground = change === null ? colors.surface : paintOf(place, paints, change);
    return [
      rect([x, y, boxWidth, rowHeight - 1], { fill: ground, stroke: colors.line, lineWidth: 1 }),
      ...strip(place, [x, y + rowHeight - 1 - STRIP, boxWidth], paints),
      ...label(
        place,
        [x, y + (rowHeight - 1 - STRIP) / 2, boxWidth],
        own(place) || change !== null ? colors.text : colors.quiet,
      ),
    ];
  });
}

/** Rings around a hole, the outermost lines inside. `middle`: what stands in the hole. */
export function sunburstOption(
  { places, colors, change }: TreeParts,
  { rings, middle }: { readonly rings: Rings; readonly middle: string },
): EChartsCoreOption {
  const paints = kindPaints(colors);
  const font = `600 12px ${CHART_FONT}`;
  const at = { x: rings.x, y: rings.y, align: 'center', verticalAlign: 'middle' };
  return shapes(places, (place) => [
    ...(place === places[0] ? [{ type: 'text', style: { text: middle, ...at, fill: colors.text, font } }] : []),
    {
      type: 'sector',
      shape: {
        cx: rings.x,
        cy: rings.y,
        r0: rings.hole + place.depth * rings.ring,
        r: rings.hole + (place.depth + 1) * rings.ring,
        startAngle: angleOf(place.start),
        endAngle: angleOf(place.start + place.width),
      },
      style: { fill: paintOf(place, paints, change), stroke: colors.surface, lineWidth: 1 },
    },
  ]);
}

type Shape = Readonly<Record<string, unknown>>;

function shapes(places: readonly Place[], draw: (place: Place) => readonly Shape[]): EChartsCoreOption {
  return {
    series: [
      {
        type: 'custom',
        coordinateSystem: 'none',
        silent: true,
        data: places.map(({ width }) => width),
        renderItem: ({ dataIndex }: { readonly dataIndex: number }) => {
          const place = places[dataIndex];
          return place === undefined ? null : { type: 'group', children: draw(place) };
        },
      },
    ],
  };
}

type Box = readonly [x: number, y: number, width: number];

function rect([x, y, width, height]: readonly [number, number, number, number], style: Shape): Shape {
  return { type: 'rect', shape: { x, y, width, height }, style };
}

function strip({ line }: Place, [x, y, width]: Box, paints: ReturnType<typeof kindPaints>): readonly Shape[] {
  const whole = totalTime(line.byKind);
  let at = x;
  return KINDS.filter((kind) => line.byKind[kind] > 0).map((kind) => {
    const part = (line.byKind[kind] / whole) * width;
    const shape = rect([at, y, part, STRIP], { fill: paints[kind] });
    at += part;
    return shape;
  });
}

function own({ line }: Place): boolean {
  return line.origin === 'app';
}

/** As much of the text as there is room for; a few letters would say nothing. `y` is its middle. */
function label({ line }: Place, [x, y, width]: Box, color: string): readonly Shape[] {
  const room = Math.floor((width - 8) / CHARACTER_PIXELS);
  if (room < LEAST_CHARACTERS) return [];
  const text = textOf(line);
  const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  return [
    { type: 'text', style: { text: shown, x: x + 4, y, verticalAlign: 'middle', fill: color, font: LABEL_FONT } },
  ];
}
