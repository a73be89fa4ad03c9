import { settings, show } from './sign-in.js';

const worker = new Worker('worker.js', { type: 'module' });
worker.postMessage(settings());
show(
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(message);
  }),
);
