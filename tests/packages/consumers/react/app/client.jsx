import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app.jsx';

const element = document.getElementById('root');
let root = hydrateRoot(element, <App {...window.settings} />);

window.unmount = () => root.unmount();
window.mount = () => {
  root = createRoot(element);
  root.render(<App {...window.settings} />);
};
