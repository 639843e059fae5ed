import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const dynamic = 'force-dynamic';

export async function GET() {
  return new Response(await readFile(join(process.cwd(), 'texts/words.txt'), 'utf8'));
}
