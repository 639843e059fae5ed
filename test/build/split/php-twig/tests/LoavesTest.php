<?php

class LoavesTest extends PHPUnit\Framework\TestCase
{
}
