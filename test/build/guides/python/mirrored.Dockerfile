# The official image, as it is where an index of one's own stands in for the public one.
FROM debian:bookworm-slim AS packages
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3-pip-whl python3-setuptools-whl python3-wheel-whl \
    && rm -rf /var/lib/apt/lists/*

FROM python:3.11
# Libraries that the official image has for packages which are compiled.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 libxslt1.1 \
    && rm -rf /var/lib/apt/lists/*
# What Debian's virtualenv puts into environments.
COPY --from=packages /usr/share/python-wheels /usr/share/python-wheels
RUN printf '[global]\nindex-url = http://127.0.0.1:3190/simple\n' > /etc/pip.conf
