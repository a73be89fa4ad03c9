import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { renderToString } from 'react-dom/server';
import { App } from './app.jsx';

// Rendering on the server must not use WebAssembly.
delete globalThis.WebAssembly;

const { SETTINGS, PORT } = process.env;
const settings = JSON.parse(SETTINGS);
const script = readFileSync('build/client.js');

createServer(({ url }, response) => {
  if (url === '/client.js') return response.end(script);
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><title>React</title>
    <div id="root">${renderToString(<App {...settings} />)}</div>
    <script>window.settings = ${SETTINGS}</script><script src="/client.js"></script>`);
}).listen(PORT, function () {
  console.log(`http://localhost:${this.address().port}`);
});
