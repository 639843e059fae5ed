<?php

use Guestbook\Journal;

require __DIR__ . '/vendor/autoload.php';

$welcome = json_decode(file_get_contents(__DIR__ . '/data/welcome.json'), true);
$journal = new Journal(__DIR__ . '/log/visits.log');
$journal->note($_SERVER['REQUEST_URI']);

header('Content-Type: text/plain; charset=utf-8');
echo $welcome['text'], "\n";
echo 'errors are ', ini_get('display_errors') ? 'shown' : 'hidden', "\n";
echo implode("\n", $journal->visits()), "\n";
foreach (['index.php', 'log'] as $file) {
    echo $file, ' of ', posix_getpwuid(fileowner(__DIR__ . '/' . $file))['name'], "\n";
}
