# Packages of Debian as wheels stand in for an index of packages that may be out of reach.
FROM debian:bookworm-slim AS packages
RUN apt-get update \
    && apt-get install -y --no-install-recommends python3-fastapi python3-psycopg2 python3-uvicorn \
    && rm -rf /var/lib/apt/lists/*
COPY wheels.py /
RUN python3 /wheels.py /wheels fastapi psycopg2 uvicorn

FROM python:3.11
COPY --from=packages /wheels /srv/wheels
RUN printf '[global]\nno-index = true\nfind-links = /srv/wheels\n' > /etc/pip.conf
