import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import express from 'express';

const app = express();
app.set('view engine', 'ejs');
app.set('views', path.join(__dirname, '../views'));
app.use('/static', express.static(path.join(__dirname, '..', 'public')));

app.get('/', (_, response) => response.render('index', { name: 'reader' }));
app.get('/words', (_, response) => {
  response.json(JSON.parse(readFileSync(path.join(process.cwd(), 'locales/en.json'), 'utf8')));
});
app.get('/version', (_, response) => {
  response.send(execFileSync('git', ['--version']).toString());
});

const server = app.listen(3103, () => console.log('listening'));
process.on('SIGTERM', () => server.close(() => process.exit(0)));
