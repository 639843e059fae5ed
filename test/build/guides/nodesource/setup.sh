set -e
echo 'deb [trusted=yes] file:/srv/nodesource ./' > /etc/apt/sources.list.d/nodesource.list
apt-get update
