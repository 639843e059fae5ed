<?php

// Puts composer where its options say, as the installer does.
$options = getopt('', ['install-dir:', 'filename:']);
$folder = $options['install-dir'] ?? getcwd();
copy('/srv/composer.phar', $target = $folder . '/' . ($options['filename'] ?? 'composer.phar'));
chmod($target, 0755);
