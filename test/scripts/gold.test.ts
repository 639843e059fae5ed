import { describe, expect, it } from 'vitest';
import { textOnlyKinds } from '../../scripts/gold/kinds.ts';
import { gainedRefresh } from '../../scripts/gold/places.ts';
import { dockerfile } from '../support/read.ts';

/** Each place, with whether `ours` reproduces it. */
const placesOf =
  (kind: string) =>
  (before: string, after: string, ours: string): (readonly [string, boolean])[] => {
    const find = textOnlyKinds[kind]?.find;
    if (find === undefined) throw new Error(`no kind is called ${kind}`);
    return [...find(versions(before, after, ours))].map(({ what, reproduced }) => [what, reproduced]);
  };

const versions = (before: string, after: string, ours: string) => {
  const file = (text: string) => dockerfile(`FROM debian\n${text}\n`);
  return { before: file(before), after: file(after), ours: file(ours) };
};

describe('merge RUN', () => {
  const joined = placesOf('merge RUN');
  const apart = 'RUN make one\nRUN make two';

  it('is reproduced where the commands share a RUN, however they are written', () => {
    expect(joined(apart, 'RUN make one && make two', 'RUN /usr/bin/make -j one; make two')).toEqual([
      ['make one && make two', true],
    ]);
    expect(joined(apart, 'RUN make one && make two', apart)).toEqual([['make one && make two', false]]);
  });

  it('is not there where the commands stay apart, or one of them goes', () => {
    expect(joined(apart, apart, apart)).toEqual([]);
    expect(joined(apart, 'RUN make one', apart)).toEqual([]);
  });

  it('leaves out commands of which the file has two', () => {
    expect(joined('RUN make one\nRUN make one', 'RUN make one && make one', apart)).toEqual([]);
  });

  it('knows an install that took in another one', () => {
    const installs = 'RUN apt-get install -y a\nRUN apt-get install -y b';
    expect(joined(installs, 'RUN apt-get install -y a b', 'RUN apt-get install -y a b && true')).toEqual([
      ['apt-get install && apt-get install', true],
    ]);
  });
});

describe('apt clean', () => {
  const cleaned = placesOf('apt clean');
  const dirty = 'RUN apt-get update && apt-get install -y a';
  const clean = `${dirty} && rm -rf /var/lib/apt/lists/*`;

  it('looks at the layer that the lists stay in', () => {
    expect(cleaned(dirty, clean, clean)).toEqual([['apt-get install -y a', true]]);
    expect(cleaned(dirty, clean, dirty)).toEqual([['apt-get install -y a', false]]);
    expect(cleaned('RUN apt-get update\nRUN apt-get install -y a', clean, clean)).toHaveLength(1);
  });

  it('takes no cleanup in a later layer for one', () => {
    const late = `${dirty}\nRUN rm -rf /var/lib/apt/lists/*`;
    expect(cleaned(dirty, clean, late)).toEqual([['apt-get install -y a', false]]);
  });

  it('says nothing of an install that is new', () => {
    expect(cleaned('RUN make', clean, clean)).toEqual([]);
  });
});

it('no-install-recommends is looked for at the install of the same packages', () => {
  const lean = placesOf('no-install-recommends');
  const before = 'RUN apt-get install a b\nRUN apt-get install c';
  const after = 'RUN apt-get install --no-install-recommends c\nRUN apt-get install a b';
  expect(lean(before, after, before)).toEqual([['apt-get install c', false]]);
  expect(lean(before, after, 'RUN apt-get install --no-install-recommends a b c')).toEqual([
    ['apt-get install c', true],
  ]);
});

it('counts a RUN that a file has twice as two places', () => {
  const lean = placesOf('no-install-recommends');
  const run = 'RUN apt-get install a';
  const after = 'RUN apt-get install --no-install-recommends a';
  expect(lean(`${run}\n${run}`, `${after}\n${after}`, `${after}\n${run}`)).toEqual([
    ['apt-get install a', true],
    ['apt-get install a', false],
  ]);
});

it('pip --no-cache-dir is found by the requirements file', () => {
  const keepsNone = placesOf('pip --no-cache-dir');
  const text = 'RUN pip install -r dev.txt\nRUN pip install -r main.txt';
  const after = text.replace('main.txt', 'main.txt --no-cache-dir');
  expect(keepsNone(text, after, text)).toEqual([['pip install -r main.txt', false]]);
});

it('apt update+install same RUN wants the update first', () => {
  const apart = 'RUN apt-get update\nRUN apt-get install a';
  const together = 'RUN apt-get update && apt-get install a';
  const places = gainedRefresh(versions(apart, together, 'RUN apt-get install a && apt-get update'));
  expect([...places].map(({ reproduced }) => reproduced)).toEqual([false]);
});

describe('ADD->COPY', () => {
  const copies = placesOf('ADD->COPY');

  it('goes by what ends up where', () => {
    expect(copies('ADD ./ /app', 'WORKDIR /app\nCOPY --link . .', 'COPY ./ /app')).toEqual([['ADD ./ /app', true]]);
    expect(copies('ADD a /x/a', 'COPY a b /x/', 'ADD a /x/a')).toEqual([['ADD a /x/a', false]]);
  });

  it('is not there where the person copies something else, or from elsewhere', () => {
    expect(copies('ADD a /x/', 'COPY b /x/', 'COPY a /x/')).toEqual([]);
    expect(copies('ADD a /x/', 'COPY --from=image a /x/', 'COPY a /x/')).toEqual([]);
  });
});

it('MAINTAINER->LABEL wants the label, and no MAINTAINER beside it', () => {
  const labelled = placesOf('MAINTAINER->LABEL');
  const [before, after] = ['MAINTAINER me', 'LABEL org.opencontainers.image.authors=me'];
  expect(labelled(before, after, 'LABEL maintainer="me"')).toEqual([['MAINTAINER', true]]);
  expect(labelled(before, after, before)).toEqual([['MAINTAINER', false]]);
  expect(labelled(before, 'RUN make', 'LABEL maintainer="me"')).toEqual([]);
});
