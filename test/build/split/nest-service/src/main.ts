import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WordsController } from './words.controller';

@Module({ controllers: [WordsController] })
class AppModule {}

async function bootstrap(): Promise<void> {
  const app = await NestFactory.create(AppModule);
  app.enableShutdownHooks();
  await app.listen(Number(process.env.PORT));
}

bootstrap();
