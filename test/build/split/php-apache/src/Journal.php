<?php

namespace Guestbook;

use Monolog\Formatter\LineFormatter;
use Monolog\Handler\StreamHandler;
use Monolog\Logger;

class Journal
{
    private Logger $logger;

    public function __construct(private string $file)
    {
        $handler = new StreamHandler($file);
        $handler->setFormatter(new LineFormatter("%message%\n"));
        $this->logger = new Logger('visits', [$handler]);
    }

    public function note(string $path): void
    {
        $this->logger->info($path);
    }

    /** @return string[] */
    public function visits(): array
    {
        return file($this->file, FILE_IGNORE_NEW_LINES);
    }
}
