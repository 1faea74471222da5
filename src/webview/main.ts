import { vsCodeHostLink } from './host-link.ts';
import { startPanel } from './panel.ts';

const root = document.querySelector<HTMLElement>('#app');
if (root) startPanel(root, vsCodeHostLink());
