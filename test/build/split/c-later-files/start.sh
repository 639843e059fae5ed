#!/bin/sh
/opt/till/audit
exec "$@"
