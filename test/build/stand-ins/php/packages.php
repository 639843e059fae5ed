<?php

// A repository of packages that Debian has unpacked, and of one that is empty.
$repository = $argv[1];
mkdir($repository, 0777, true);

$packages = [
    ['name' => 'monolog/monolog', 'version' => '2.9.1', 'require' => ['psr/log' => '^1.1'], 'prefix' => 'Monolog'],
    ['name' => 'phpunit/phpunit', 'version' => '9.6.7'],
    ['name' => 'psr/log', 'version' => '1.1.4', 'prefix' => 'Psr/Log'],
    ['name' => 'twig/twig', 'version' => '3.5.1', 'prefix' => 'Twig'],
];

$index = [];
foreach ($packages as $package) {
    ['name' => $name, 'version' => $version] = $package;
    $prefix = $package['prefix'] ?? null;
    unset($package['prefix']);
    if ($prefix !== null) {
        $package['autoload'] = ['psr-4' => [str_replace('/', '\\', $prefix) . '\\' => 'src/']];
    }
    $file = "$repository/" . str_replace('/', '-', $name) . "-$version.zip";
    $zip = new ZipArchive();
    $zip->open($file, ZipArchive::CREATE);
    $zip->addFromString('composer.json', json_encode($package));
    foreach ($prefix === null ? [] : filesBelow("/usr/share/php/$prefix") as $path => $source) {
        $zip->addFile($source, "src/$path");
    }
    $zip->close();
    $index[$name][$version] = $package + ['dist' => ['type' => 'zip', 'url' => "file://$file"]];
}
file_put_contents("$repository/packages.json", json_encode(['packages' => $index]));

function filesBelow(string $folder): iterable
{
    foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder, FilesystemIterator::SKIP_DOTS)) as $file) {
        yield substr($file->getPathname(), strlen($folder) + 1) => $file->getPathname();
    }
}
