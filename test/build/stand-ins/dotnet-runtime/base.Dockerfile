FROM debian:bookworm-slim

# OpenSSL and ICU as .NET Core 3.1 knows them, which later releases of Debian have not.
RUN echo 'deb http://deb.debian.org/debian bullseye main' > /etc/apt/sources.list.d/bullseye.list \
    && apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates libgcc-s1 libicu67 libssl1.1 libstdc++6 zlib1g \
    && rm -rf /var/lib/apt/lists/* /etc/apt/sources.list.d/bullseye.list
ENV ASPNETCORE_URLS=http://+:80 \
    DOTNET_RUNNING_IN_CONTAINER=true
COPY --from=dotnet:3.1 /dotnet/runtime /usr/share/dotnet
RUN ln -s /usr/share/dotnet/dotnet /usr/bin/dotnet
