#!/bin/bash
# What the report is made of, and the report.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

name=${1:-report}
libraries="-ljansson -lz"

say() {
  echo "==> $*"
}

say "installing"
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends gcc libc6-dev zlib1g-dev libjansson-dev

say "compiling $name"
gcc -O2 -Wall -o "$name" "$name.c" $libraries
