export declare function cacheFolder(
  env?: Record<string, string | undefined>,
  platform?: NodeJS.Platform,
): string;
