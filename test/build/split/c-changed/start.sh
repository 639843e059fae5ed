#!/bin/sh
set -e
./kitchen
grep -c "^precedence" /etc/gai.conf
