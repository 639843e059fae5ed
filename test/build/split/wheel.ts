import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { crc32 } from 'node:zlib';

/** The package in a folder as a wheel: an archive whose files are not compressed (packaging.python.org, binary distribution format). */
export function wheelOf(folder: string, name: string): Buffer {
  const info = `${name}-0.1.dist-info`;
  const files = new Map<string, Buffer>(
    filesBelow(join(folder, name)).map((path) => [relative(folder, path), readFileSync(path)]),
  );
  files.set(`${info}/METADATA`, Buffer.from(`Metadata-Version: 2.1\nName: ${name}\nVersion: 0.1\n`));
  files.set(`${info}/WHEEL`, Buffer.from('Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'));
  const record = [...files.keys(), `${info}/RECORD`].map((path) => `${path},,\n`).join('');
  files.set(`${info}/RECORD`, Buffer.from(record));
  return archiveOf(files);
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));

const FILE = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
/** 1 January 1980, the first day that an archive can tell. */
const DATE = 0x21;

function archiveOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(DATE, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    bodies.push(number(FILE, 4), common, name, content);
    entries.push(number(ENTRY, 4), number(20, 2), common, place, name);
    at += 30 + name.length + content.length;
  }
  const size = entries.reduce((sum, { length }) => sum + length, 0);
  const end = [
    number(END, 4),
    number(0, 4),
    number(files.size, 2),
    number(files.size, 2),
    number(size, 4),
    number(at, 4),
    number(0, 2),
  ];
  return Buffer.concat([...bodies, ...entries, ...end]);
}

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
