#!/bin/sh
set -e
python -m flask --app shop init
exec "$@"
