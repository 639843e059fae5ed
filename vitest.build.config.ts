import { defineConfig } from 'vitest/config';

// Real builds: slow, one after the other, and only where a Docker engine answers.
export default defineConfig({
  test: {
    include: ['test/build/**/*.test.ts'],
    setupFiles: ['test/build/tidy.ts'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
