#!/bin/sh
set -e
cd "$(dirname "$0")/.."

VERSION="${VERSION:-$(date +%Y)}"
OUT=bin

export CGO_ENABLED=0
mkdir -p "$OUT"
go vet ./...
go build -ldflags "-X main.version=$VERSION" -o "$OUT/shop" ./cmd/shop
echo "built $OUT/shop"
