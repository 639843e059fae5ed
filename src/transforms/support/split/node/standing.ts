import type { Step } from '../../../../model/dockerfile.ts';
import type { Json } from '../../../../model/formats/json.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import type { Place } from '../../user/place.ts';
import type { Build } from '../runtime.ts';
import type { NodeStart } from './found.ts';
import type { Global } from './globals.ts';
import type { Outputs } from './outputs.ts';
import type { Source } from './sources.ts';

/** A project as it stands in the image, and what of it a build leaves. */
export type Standing = {
  readonly build: Build;
  readonly place: Place;
  readonly folder: string;
  readonly startsIn: string | undefined;
  /** The folder of the context that it comes from; undefined where that is more than one. */
  readonly root: string | undefined;
  readonly files: readonly ImageFile[];
  readonly steps: readonly Step[];
  readonly manifest: Json;
  readonly textOf: (path: string) => string | undefined;
  /** Scripts of the project run when it is installed. */
  readonly hasScripts: boolean;
  readonly scripts: readonly Source[];
  readonly start: NodeStart;
  readonly outputs: Outputs;
  readonly globals: readonly Global[];
  /** Node.js is none of the image that it is built on. */
  readonly isBrought: boolean;
  readonly texts: readonly { readonly text: string; readonly where: string }[];
};
