<?php

use Bakery\Loaves;
use Twig\Environment;
use Twig\Loader\FilesystemLoader;

require __DIR__ . '/../vendor/autoload.php';

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/sign') {
    header('Content-Type: image/png');
    echo gd_square(16);
    return;
}

$twig = new Environment(new FilesystemLoader(__DIR__ . '/../templates'), ['cache' => __DIR__ . '/../var/cache']);
echo $twig->render('loaves.html.twig', [
    'loaves' => Loaves::of(__DIR__ . '/../data/loaves.json'),
    'cached' => count(glob(__DIR__ . '/../var/cache/*')),
]);
