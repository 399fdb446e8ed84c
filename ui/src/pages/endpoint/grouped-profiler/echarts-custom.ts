import { CustomChart } from 'echarts/charts';
import { use } from 'echarts/core';

// Apart from the core, so that only this view loads it.
use([CustomChart]);
