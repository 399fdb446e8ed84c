import './theme/styles.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { dashboardConfig } from './data/dashboard-config.ts';

document.title = dashboardConfig.titleName;

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
