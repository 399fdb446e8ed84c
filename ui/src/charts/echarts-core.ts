import { BarChart, LineChart } from 'echarts/charts';
import { GridSimpleComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Only what is drawn: legends, tooltips and selection are ours, since ECharts' own need inline styles.
use([BarChart, LineChart, GridSimpleComponent, CanvasRenderer]);

export { type EChartsType, init };
