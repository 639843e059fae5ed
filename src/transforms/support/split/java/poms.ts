import { parsedXml, textOf, type Xml } from '../../../../model/formats/xml.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { type Place, textAt } from '../../user/place.ts';

type Poms = {
  readonly poms: readonly { readonly xml: Xml; readonly text: string }[];
  /** The parent that is not in the image. */
  readonly stranger: Xml | undefined;
};

/** A POM and those of its parents that are in the image. */
export function pomsAt(place: Place, folder: string): Poms {
  const poms: { xml: Xml; text: string }[] = [];
  let path: string | undefined = absolutePath('pom.xml', folder);
  while (path !== undefined) {
    const text: string | undefined = textAt(place, path);
    const xml: Xml | undefined = text === undefined ? undefined : parsedXml(text);
    if (text === undefined || xml === undefined || poms.length > 9) break;
    poms.push({ xml, text });
    const parent: Xml | undefined = xml.children.find(({ name }) => name === 'parent');
    if (parent === undefined) return { poms, stranger: undefined };
    const written: string = textOf(parent, 'relativePath') ?? '../pom.xml';
    const above = path.slice(0, path.lastIndexOf('/')) || '/';
    const next = absolutePath(/\.xml$/.test(written) ? written : `${written}/pom.xml`, above);
    path = written !== '' && next !== path && textAt(place, next) !== undefined ? next : undefined;
    if (path === undefined) return { poms, stranger: parent };
  }
  return { poms, stranger: undefined };
}

/** Elements at a path of names. */
export const childrenAt = (xml: Xml, ...names: readonly string[]): readonly Xml[] =>
  names.reduce<readonly Xml[]>(
    (found, name) => found.flatMap(({ children }) => children.filter((each) => each.name === name)),
    [xml],
  );
