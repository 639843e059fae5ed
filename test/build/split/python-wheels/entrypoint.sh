#!/bin/sh
set -e
python -m plates --check templates
exec "$@"
