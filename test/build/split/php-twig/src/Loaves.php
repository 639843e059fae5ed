<?php

namespace Bakery;

class Loaves
{
    public static function of(string $file): array
    {
        return json_decode(file_get_contents($file), true, flags: JSON_THROW_ON_ERROR);
    }
}
