export const matters: Record<string, { because: string }> = {};
