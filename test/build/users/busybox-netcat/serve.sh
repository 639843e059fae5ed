#!/bin/sh
exec nc -lk -p 3009 -e ./answer.sh
