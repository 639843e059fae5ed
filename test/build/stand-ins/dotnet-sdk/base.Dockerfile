FROM mcr.microsoft.com/dotnet/runtime:3.1
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl git procps wget \
    && rm -rf /var/lib/apt/lists/*
# Elsewhere an SDK is not built on the image that runs its programs, and has no address to listen at.
ENV ASPNETCORE_URLS= \
    DOTNET_USE_POLLING_FILE_WATCHER=true \
    NUGET_XMLDOC_MODE=skip
COPY --from=dotnet:3.1 /dotnet/sdk /usr/share/dotnet
