#!/bin/sh
set -e
chown -R app:app /app
exec gosu app "$@"
