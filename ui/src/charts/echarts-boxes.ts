import { BoxplotChart, ScatterChart } from 'echarts/charts';
import { use } from 'echarts/core';

// Apart from the core, so that pages with time charts only need not load it.
use([BoxplotChart, ScatterChart]);
