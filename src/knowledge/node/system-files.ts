import { listOfTypes } from '../packages/list-of-types.ts';

/** Files that full images have by chance, as sources and settings name them, and the package that has them (packages.debian.org). */
const NAMED: readonly { readonly text: RegExp; readonly package: (release: string | undefined) => string }[] = [
  { text: /\/etc\/ssl\/cert/, package: () => 'ca-certificates' },
  { text: /\/etc\/mime\.types\b/, package: listOfTypes },
  { text: /\/usr\/share\/fonts\/truetype\/dejavu\b/, package: () => 'fonts-dejavu-core' },
];

/** Folders of the system whose files may be those of any package. */
const OTHERS = /(?<=["'`=])\/usr\/(?:include|lib|libexec|share)\/(?!fonts\/truetype\/dejavu\b|zoneinfo\b)[\w./-]+/;

/** Packages that bring what a text names by its path. */
export const packagesOfFiles = (text: string, release: string | undefined): string[] =>
  NAMED.flatMap((file) => (file.text.test(text) ? file.package(release) : []));

/** A file of which it is not known who brings it. */
export const otherFileNamed = (text: string): string | undefined => OTHERS.exec(text)?.[0];
