<?php

$phar = new Phar('/srv/composer.phar');
$phar->startBuffering();
$phar->buildFromDirectory('/srv/composer');
$phar->setStub(<<<'STUB'
#!/usr/bin/env php
<?php
Phar::mapPhar('composer.phar');
set_include_path('phar://composer.phar/share/php');
require 'Symfony/Polyfill/Intl/Grapheme/autoload.php';
require 'Symfony/Polyfill/Intl/Normalizer/autoload.php';
require 'phar://composer.phar/bin/composer';
__HALT_COMPILER();
STUB);
$phar->stopBuffering();
