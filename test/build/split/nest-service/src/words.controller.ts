import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';

@Controller('words')
export class WordsController {
  @Get()
  words(): string[] {
    return readFileSync(join(process.cwd(), 'texts', 'words.txt'), 'utf8')
      .trim()
      .split('\n');
  }
}
