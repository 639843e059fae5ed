# A repository and a script that stand in for what may be out of reach.
FROM debian:bookworm AS greeter
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
WORKDIR /greeter
COPY greeter .
RUN git init --quiet && git add . && git -c user.name=a -c user.email=a@example.org commit --quiet --message one \
    && git clone --quiet --bare . /repository

FROM ubuntu:22.04
COPY --from=greeter /repository /srv/greeter
RUN printf '[url "/srv/greeter"]\n\tinsteadOf = https://github.com/example/greeter.git\n[safe]\n\tdirectory = *\n' > /etc/gitconfig
COPY rustup.sh /srv/
COPY --chmod=755 curl /usr/local/bin/
