/** Options of conda with the file of an environment. */
export const environmentOption = /^(?:-f|--file)$/;
export const environmentOptionWithPath = /^--file=(.+)$/;
export const environmentFile = /\.ya?ml$/;

/** Channels and packages that are paths. */
export const ofTheDisk = /^(?:[./~]|file:)|\.(?:conda|tar\.bz2)$/;

/** `numpy==1.26.4` or `numpy=1.26.4=py312_0`; `numpy=1.26` is the latest of many. */
export const exactly = /^[^=\s]+(?:==[^=*,\s]+|=[^=*,\s]+=[^=*\s]+)$/;
