import { expect, it } from 'vitest';
import { refactor } from '../../../../src/index.ts';

const declines = (start: string): string[] =>
  refactor(`FROM python:3.13\nWORKDIR /app\nCOPY . .\n${start}\n`, { only: ['add-user'] }).declines.map(
    ({ reason }) => reason,
  );

it.each([
  'CMD gunicorn -b :80 app:app',
  'CMD ["gunicorn", "--bind", "0.0.0.0:443", "app:app"]',
  'CMD ["flask", "run", "-p", "80"]',
  'CMD flask run --port=80',
  'CMD java -Dserver.port=80 -jar app.jar',
  'CMD ["php", "-S", "[::]:80"]',
  'ENV PORT=80\nCMD python app.py',
  'ENV APP_URLS=http://+:80/\nCMD python app.py',
  'EXPOSE 8080 80-81/tcp\nCMD python app.py',
])("%s has containers listen on a port that is root's by custom", (start) => {
  expect(declines(start)).toEqual([expect.stringContaining('below 1024')]);
});

it.each([
  'CMD gunicorn -b :8080 -w 80 app:app',
  'CMD ["flask", "run", "-p", "8080"]',
  'ENV PORT=8080 RETRIES=80\nCMD python app.py',
  'EXPOSE 8080/tcp\nCMD python app.py --seconds 80',
])('%s does not', (start) => {
  expect(declines(start)).toEqual([]);
});
