/** A library that .NET loads by its name when a program asks for what it does. */
export type LoadedLibrary = {
  /** What sources and projects say that ask for it. */
  readonly text: RegExp;
  readonly what: string;
  /** The first version of .NET whose images are without it. */
  readonly since: number;
  /** What it may be called. */
  readonly packages: RegExp;
  /** What brings it; or the headers that are made for it, where its name goes by the release. */
  readonly package?: string;
  readonly headers?: string;
};

/**
 * Images of SDKs on Debian and Ubuntu have these by way of curl and git, and those that run programs have not
 * (github.com/dotnet/dotnet-docker/issues/1946, github.com/dotnet/docs/issues/40441).
 */
export const loadedLibraries: readonly LoadedLibrary[] = [
  { text: /\bSystem\.DirectoryServices\b/, what: 'LDAP', since: 5, packages: /^libldap/, headers: 'libldap2-dev' },
  {
    text: /\bAddNegotiate\b|\bNegotiate(?:Authentication|Stream)\b|\bAuthentication\.Negotiate\b|\bAuthenticationSchemes\.Negotiate\b/,
    what: 'Kerberos',
    since: 8,
    packages: /^(?:krb5-user|libgssapi-krb5-2)$/,
    package: 'libgssapi-krb5-2',
  },
];
