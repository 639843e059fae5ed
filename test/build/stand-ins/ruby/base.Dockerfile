ARG BASE=debian:bookworm-slim

# Packages of Debian and gems in this folder stand in for rubygems.org.
FROM debian:bookworm-slim AS gems
RUN apt-get update \
    && apt-get install -y --no-install-recommends ruby ruby-sinatra ruby-webrick \
    && rm -rf /var/lib/apt/lists/*
COPY . /work
WORKDIR /repository/gems
RUN ruby /work/repack.rb mustermann rack rack-protection rake ruby2_keywords sinatra tilt webrick \
    && for gem in /work/gems/*; do (cd "$gem" && gem build ./*.gemspec && mv ./*.gem /repository/gems/); done \
    && gem generate_index --directory /repository

FROM $BASE
# Ruby of Debian brings gems along that the official images have not.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libgmp-dev ruby ruby-bundler ruby-dev \
    && rm -rf /var/lib/apt/lists/* /usr/share/rubygems-integration/all/*/webrick-*
ENV LANG=C.UTF-8 \
    GEM_HOME=/usr/local/bundle \
    BUNDLE_SILENCE_ROOT_WARNING=1 \
    BUNDLE_APP_CONFIG=/usr/local/bundle \
    PATH=/usr/local/bundle/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN mkdir "$GEM_HOME" && chmod 1777 "$GEM_HOME"
COPY --from=gems /repository /srv/rubygems
RUN mkdir /root/.bundle \
    && printf -- '---\nBUNDLE_MIRROR__HTTPS://RUBYGEMS__ORG/: "file:///srv/rubygems/"\n' > /root/.bundle/config \
    && printf -- '---\n:sources:\n- file:///srv/rubygems/\n' > /etc/gemrc
CMD ["irb"]
