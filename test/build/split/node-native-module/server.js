const { createServer } = require('node:http');
const bcrypt = require('bcrypt');
const { sum } = require('./build/sums.node');

const hash = bcrypt.hashSync('secret', 4);
const server = createServer((request, response) => {
  const word = request.url.slice(1);
  response.end(`${bcrypt.compareSync(word, hash)} ${sum(word)}\n`);
});
server.listen(3101);
process.on('SIGTERM', () => server.close(() => process.exit(0)));
