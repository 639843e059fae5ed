const { appendFileSync, readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');
const ms = require('ms');

createServer(async (request, response) => {
  if (request.method === 'POST') {
    appendFileSync('notes.txt', await text(request));
    response.end('noted\n');
  } else response.end(request.url === '/notes' ? readFileSync('notes.txt') : `${ms(60_000)}\n`);
}).listen(3001);
