/** Variables that say, by custom, where a program listens. */
export const portVariables = /(?:^|_)(?:PORTS?|LISTEN|BIND|ADDR(?:ESS)?|URLS)$/;

/** Images whose programs listen on a port below 1024 when nothing says otherwise. */
export type UsualPort = {
  readonly image: RegExp;
  readonly tags: RegExp;
  readonly port: number;
  /** Variables that say otherwise. */
  readonly unless: readonly string[];
};

export const usualPorts: readonly UsualPort[] = [
  {
    // learn.microsoft.com/dotnet/core/compatibility/containers/8.0/aspnet-port: 80 before .NET 8, and 8080 since.
    image: /^mcr\.microsoft\.com\/dotnet\/(?:core\/)?aspnet$/,
    tags: /^[2-7]\./,
    port: 80,
    unless: ['ASPNETCORE_URLS', 'ASPNETCORE_HTTP_PORTS', 'DOTNET_URLS'],
  },
];
