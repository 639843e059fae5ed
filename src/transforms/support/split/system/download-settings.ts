import { packageManagers } from '../../../../knowledge/package-managers.ts';

/** Files that say what becomes of downloads, and nothing of where packages come from. */
export const downloadSettings: readonly string[] = packageManagers.apt.downloadSettings;

/** What else a text says. */
export const withoutDownloadSettings = (text: string): string =>
  downloadSettings.reduce((rest, path) => rest.replaceAll(path, ''), text);
