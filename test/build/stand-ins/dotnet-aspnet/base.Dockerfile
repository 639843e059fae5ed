FROM mcr.microsoft.com/dotnet/runtime:3.1
COPY --from=dotnet:3.1 /dotnet/aspnet /usr/share/dotnet
