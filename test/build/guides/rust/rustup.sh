# The toolchain of Debian, where that of rustup would be.
set -e
apt-get update
apt-get install -y --no-install-recommends cargo
mkdir -p ~/.cargo/bin
ln -s /usr/bin/cargo /usr/bin/rustc ~/.cargo/bin/
