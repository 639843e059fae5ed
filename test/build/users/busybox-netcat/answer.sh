#!/bin/sh
read -r method path _
length=0
while read -r name value && [ "$name" != "$(printf '\r')" ]; do
  case $name in [Cc]ontent-[Ll]ength:) length=$(echo "$value" | tr -d '\r') ;; esac
done
printf 'HTTP/1.0 200 OK\r\nConnection: close\r\n\r\n'
if [ "$method" = POST ]; then
  head -c "$length" >> notes.txt && echo noted
elif [ "$path" = /notes ]; then
  cat notes.txt
else
  echo hello
fi
