import type { EChartsCoreOption } from 'echarts/core';
import { CHART_FONT, type ChartColors } from '../../../charts/chart-colors.ts';
import { KINDS, totalTime } from '../../../code/kind-words.ts';
import { textOf } from '../../../code/line-cell.tsx';
import { angleOf, type Place, type Rings } from './tree-layout.ts';
import { type ChangeColors, kindPaints, paintOf } from './tree-paint.ts';

interface TreeParts {
  readonly places: readonly Place[];
  readonly colors: ChartColors;
  /** Null: nothing is compared. */
  readonly change: ChangeColors | null;
}

export const FLAME_ROW = 24;
/** Below the text: what the line's time went into. */
const STRIP = 5;
const CHARACTER_PIXELS = 6.6;
const LEAST_CHARACTERS = 4;

/** Rows of boxes, the outermost lines on top. */
export function flameOption({ places, colors, change }: TreeParts, width: number): EChartsCoreOption {
  const paints = kindPaints(colors);
  return shapes(places, (place) => {
    const x = place.start * width;
    const y = place.depth * FLAME_ROW;
    const boxWidth = Math.max(0.5, place.width * width - 1);
    const ground = change === null ? colors.surface : paintOf(place, paints, change);
    return [
      rect([x, y, boxWidth, FLAME_ROW - 1], { fill: ground, stroke: colors.line, lineWidth: 1 }),
      ...strip(place, [x, y + FLAME_ROW - 1 - STRIP, boxWidth], paints),
      ...label(place, [x, y, boxWidth], colors, change),
    ];
  });
}

/** Rings around a hole, the outermost lines inside. */
export function sunburstOption({ places, colors, change }: TreeParts, rings: Rings): EChartsCoreOption {
  const paints = kindPaints(colors);
  return shapes(places, (place) => [
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

/** As much of the text as there is room for; a few letters would say nothing. */
function label(
  { line }: Place,
  [x, y, width]: Box,
  colors: ChartColors,
  change: ChangeColors | null,
): readonly Shape[] {
  const room = Math.floor((width - 8) / CHARACTER_PIXELS);
  if (room < LEAST_CHARACTERS) return [];
  const text = textOf(line);
  const own = line.origin === 'app' || change !== null;
  return [
    {
      type: 'text',
      style: {
        text: text.length > room ? `${text.slice(0, room - 1)}…` : text,
        x: x + 4,
        y: y + (FLAME_ROW - 1 - STRIP) / 2,
        verticalAlign: 'middle',
        fill: own ? colors.text : colors.quiet,
        font: `11px ui-monospace, Menlo, Consolas, "Liberation Mono", monospace, ${CHART_FONT}`,
      },
    },
  ];
}
