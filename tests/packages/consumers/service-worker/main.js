import { settings, show } from './sign-in.js';

const { port1, port2 } = new MessageChannel();
const told = new Promise((resolve) => {
  port1.onmessage = ({ data }) => resolve(data);
});
await navigator.serviceWorker.register('worker.js', { type: 'module' });
const { active } = await navigator.serviceWorker.ready;
active.postMessage(settings(), [port2]);
show(told);
