# An index of packages: those of Debian as wheels, at the port of mirrored.Dockerfile.
FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        pipenv python3-fastapi python3-flask python3-gunicorn python3-lxml python3-poetry python3-psycopg2 python3-uvicorn \
    && rm -rf /var/lib/apt/lists/*
COPY wheels.py simple.py /
RUN python3 /wheels.py /srv/wheels fastapi flask gunicorn lxml pipenv poetry psycopg2 uvicorn \
    && python3 /simple.py /srv/wheels /srv/simple
CMD ["python3", "-m", "http.server", "3190", "--directory", "/srv"]
