import type { Element } from '@xmldom/xmldom';
import { load } from '../../load.ts';

/** An element of XML. */
export type Xml = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Xml[];
  /** The text in it, at any depth. */
  readonly text: string;
};

/** The outermost element; undefined where the text is no XML. */
export function parsedXml(text: string): Xml | undefined {
  const { DOMParser } = load('@xmldom/xmldom') as typeof import('@xmldom/xmldom');
  const onError = (_: unknown, message: string): never => {
    throw new Error(message);
  };
  try {
    const { documentElement } = new DOMParser({ onError }).parseFromString(text.replace(/^\uFEFF/, ''), 'text/xml');
    return documentElement === null ? undefined : asXml(documentElement);
  } catch {
    return undefined;
  }
}

const asXml = (element: Element): Xml => ({
  name: element.nodeName,
  attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
  children: [...element.childNodes].filter(isElement).map(asXml),
  text: (element.textContent ?? '').trim(),
});

const isElement = (node: { readonly nodeType: number }): node is Element => node.nodeType === 1;

/** An element and all that are in it. */
export const elementsOf = (xml: Xml): Xml[] => [xml, ...xml.children.flatMap(elementsOf)];

/** The text of a child. */
export const textOf = (xml: Xml, name: string): string | undefined =>
  xml.children.find((child) => child.name === name)?.text;
