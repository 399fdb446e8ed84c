import { BarChart, BoxplotChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Only what is drawn: legends, tooltips and selection are ours, since ECharts' own need inline styles.
use([BarChart, BoxplotChart, LineChart, ScatterChart, GridComponent, MarkLineComponent, CanvasRenderer]);

export { type EChartsType, init };
