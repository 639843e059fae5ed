import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const NOTES = 'uploads/notes.txt';

const server = createServer(async (request, response) => {
  if (request.method === 'POST') {
    mkdirSync('uploads', { recursive: true });
    appendFileSync(NOTES, await text(request));
    response.end('noted\n');
  } else response.end(request.url === '/notes' ? readFileSync(NOTES) : 'hello\n');
});

server.listen(3000);
process.on('SIGTERM', () => process.exit(0));
