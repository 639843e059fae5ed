import { describe, expect, test } from 'vitest';
import { templateName, templateText } from '../../src/cli/template.ts';

test.each([
  'Dockerfile.j2',
  'sub/Dockerfile.tmpl',
  'Dockerfile.erb',
  'Dockerfile.tt',
  'Dockerfile.template',
  'Dockerfile.J2',
  'Dockerfile.in',
  'x.Dockerfile.jinja2',
])('%s is the name of a template', (path) => {
  expect(templateName(path)?.message).toMatch(/^a template \(\.\w+\)/);
});

test.each([
  'Dockerfile',
  'Dockerfile.dev',
  'template/Dockerfile',
  'Dockerfile.tt/Dockerfile',
  'Dockerfile.plugin',
  'erb',
])('%s is not', (path) => {
  expect(templateName(path)).toBeUndefined();
});

describe('text', () => {
  test.each([
    ['FROM {{ base }}\n', 1, 6],
    ['FROM a\nRUN pip install {{cookiecutter.name}}\n', 2, 17],
    ['FROM a\nLABEL version="{{ version }}"\n', 2, 16],
    ['FROM a\n{% if x %}\nRUN b\n{% endif %}\n', 2, 1],
    ['FROM a\n{%- for x in y %}\n', 2, 1],
    ['FROM <%= base %>\n', 1, 6],
    ['FROM a\n<% if x\n   y %>\n', 2, 1],
    ['FROM {{ .Values.image }}\n', 1, 6],
    ['# {{ ansible_managed }}\nFROM a\n', 1, 3],
  ])('%j is a template', (text, line, column) => {
    expect(templateText(text)).toMatchObject({ at: { line, column } });
  });

  test.each([
    "FROM a\nRUN go list -f '{{.Dir}}' ./...\n",
    'FROM a\nRUN docker inspect --format "{{json .State}}" x\n',
    "FROM a\nRUN docker ps --format '{{range .Ports}}{{.}}{{end}}'\n",
    'FROM a\nRUN mkdir -p {{a,b},{c,d}}\n',
    'FROM a\nRUN curl -w "%{http_code}" x && echo %} {%A\n',
    'FROM a\nRUN echo \'{"a":{"b":{}}}\'\n',
    'FROM $BASE:$TAG\n',
    'FROM a\nRUN cat <file >other && a < b\n',
  ])('%j is not', (text) => {
    expect(templateText(text)).toBeUndefined();
  });
});
