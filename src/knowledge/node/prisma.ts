/** How Prisma makes its client from a schema (www.prisma.io/docs/v6/orm/prisma-schema/overview/location). */

/** Its own script makes it as well (prisma/prisma: packages/client/scripts/postinstall.js). */
export const clientPackage = '@prisma/client';

export const clientScript = /^(?:(?:npx|pnpm|pnpm exec|yarn) )?prisma generate$/;

/** Where the schema is unless package.json says so. */
export const schemaPlaces: readonly string[] = ['prisma/schema.prisma', 'schema.prisma'];

/** Where there may be more of it, and settings, one of which is remembered in the client: the path of `.env`. */
export const otherSources: readonly string[] = [
  'prisma/schema',
  'prisma.config.ts',
  'prisma.config.js',
  'prisma.config.mjs',
  'prisma.config.cjs',
  '.config',
  '.env',
  'prisma/.env',
];

/** Of a generator that reads nothing but the schema, and writes to nothing but node_modules. */
export const plainProvider = /\bprovider\s*=\s*"prisma-client-js"/;
export const ownOutput = /\boutput\b/;
