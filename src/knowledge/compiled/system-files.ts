import { listOfTypes } from '../packages/list-of-types.ts';

/** Files that full images of Debian have and slim ones have not, and who asks for them. */
export type SystemFile = {
  /** A package of the image that it comes with. */
  readonly comesWith: string;
  /** As sources are called. */
  readonly languages: readonly ('C' | 'Go' | 'Rust')[];
  /** How sources ask for it, and modules that do so for them. */
  readonly asks: RegExp;
  readonly modules?: RegExp;
  /** What brings it to a slim image. */
  readonly brings: (release: string | undefined) => string;
  /** The smallest images, which have no packages, have not got it either. */
  readonly isNotInBare?: true;
};

export const systemFiles: readonly SystemFile[] = [
  {
    // What files are by their names, of which Go knows few itself (pkg.go.dev/mime#TypeByExtension); Mercurial is in Python, which has them.
    comesWith: 'mercurial',
    languages: ['Go'],
    asks: /\bmime\.(?:ExtensionsByType|TypeByExtension)\b|\bhttp\.(?:FileServer(?:FS)?|Serve(?:Content|FileFS|File))\(|\.(?:Attachment|File(?:Attachment|FromFS)?|SendFile|Static(?:FS|File(?:FS)?)?)\(/,
    // Source: their repositories.
    modules: /\b(?:github\.com\/(?:jordan-wright\/email|minio\/minio-go|valyala\/fasthttp)|gopkg\.in\/(?:go)?mail)\b/,
    brings: listOfTypes,
  },
  {
    // /etc/services, where libc and Go look for ports by their names (getaddrinfo(3), getservbyname(3), pkg.go.dev/net#LookupPort).
    comesWith: 'netbase',
    languages: ['C', 'Go'],
    asks: /\bLookupPort\(|\bgetservby(?:name|port)(?:_r)?\s*\(|\bgetaddrinfo\s*\([^,;]*,\s*"[a-z]/,
    brings: () => 'netbase',
  },
  {
    // Fonts come with fontconfig, which the headers of ImageMagick ask for; programs look for them there, or have crates do so (docs.rs/fontdb).
    comesWith: 'imagemagick',
    languages: ['C', 'Go', 'Rust'],
    asks: /\/usr\/share\/fonts\b|\bload_system_fonts\(|\bSystemSource::new\(/,
    brings: () => 'fonts-dejavu-core',
    isNotInBare: true,
  },
];
