# A package and a script that stand in for what may be out of reach: the package holds what that of NodeSource does.
FROM node:20 AS package
WORKDIR /package
COPY control DEBIAN/
RUN mkdir -p usr/bin usr/lib/node_modules \
    && cp /usr/local/bin/node usr/bin/ \
    && cp -r /usr/local/lib/node_modules/npm usr/lib/node_modules/ \
    # Where the registry is behind a certificate of its own, this image's npm knows it.
    && for file in /usr/local/etc/npmrc "$(npm config get cafile)"; do [ ! -f "$file" ] || cp --parents "$file" .; done \
    && mkdir -p usr/etc && if [ -d usr/local/etc ]; then mv usr/local/etc/npmrc usr/etc/; fi \
    && ln -s ../lib/node_modules/npm/bin/npm-cli.js usr/bin/npm
WORKDIR /repository
RUN dpkg-deb --build /package nodejs.deb \
    && { cat /package/DEBIAN/control && echo "Filename: ./nodejs.deb" && echo "Size: $(stat -c %s nodejs.deb)" && echo "SHA256: $(sha256sum nodejs.deb | cut -d' ' -f1)"; } > Packages

FROM ubuntu:latest
COPY --from=package /repository /srv/nodesource
COPY setup.sh /srv/
COPY --chmod=755 curl /usr/local/bin/
