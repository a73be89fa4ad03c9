// @ts-nocheck: no types of Node are installed.
import { AngularNodeAppEngine, writeResponseToNodeResponse } from '@angular/ssr/node';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const engine = new AngularNodeAppEngine({ allowedHosts: ['localhost'] });

const server = createServer(async (request, response) => {
  const file = /^\/([\w.-]+\.js)$/.exec(request.url)?.[1];
  if (file) {
    response.setHeader('Content-Type', 'text/javascript');
    response.end(await readFile(`${import.meta.dirname}/../browser/${file}`));
    return;
  }
  const rendered = await engine.handle(request);
  if (rendered) await writeResponseToNodeResponse(rendered, response);
  else response.writeHead(404).end();
});

server.listen(process.env.PORT, () => console.log(`http://localhost:${process.env.PORT}`));
