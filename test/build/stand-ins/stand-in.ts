import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, type Version } from '../docker.ts';

/** The folder beside this file that makes an image, and what that begins with where it is not Debian alone. */
type StandIn = { readonly folder: string; readonly base?: string };

/** Made of packages of Debian, with what they fetch at hand: images and places that may be out of reach. */
const standIns: Readonly<Record<string, StandIn>> = {
  'composer:2': { folder: 'composer' },
  'dotnet:3.1': { folder: 'dotnet' },
  'gradle:8-jdk17': { folder: 'gradle' },
  'mcr.microsoft.com/dotnet/aspnet:3.1-bullseye-slim': { folder: 'dotnet-aspnet' },
  'mcr.microsoft.com/dotnet/runtime:3.1': { folder: 'dotnet-runtime' },
  'mcr.microsoft.com/dotnet/sdk:3.1': { folder: 'dotnet-sdk' },
  'mcr.microsoft.com/dotnet/sdk:3.1-bullseye': { folder: 'dotnet-sdk' },
  'php:8.2-apache-bookworm': { folder: 'php-apache' },
  'php:8.2-cli-bookworm': { folder: 'php' },
  'ruby:3.1-bookworm': { folder: 'ruby', base: 'buildpack-deps:bookworm' },
  'ruby:3.1-slim-bookworm': { folder: 'ruby' },
  'tomcat:10.1-jdk17-temurin': { folder: 'tomcat', base: 'eclipse-temurin:17' },
  'tomcat:10.1-jre17-temurin': { folder: 'tomcat' },
};

const made = new Map<string, string>();

/** The Dockerfile on images that stand in for its own, as far as there are any. */
export const onStandIns = (version: Version): Version =>
  typeof version === 'string' ? named(version) : { ...version, text: named(version.text) };

const named = (text: string): string =>
  text.replace(/(?<=^FROM |^COPY --from=)\S+/gm, (image) => {
    const standIn = standIns[image];
    return standIn === undefined ? image : tagOf(image, standIn);
  });

function tagOf(image: string, { folder, base }: StandIn): string {
  const known = made.get(image);
  if (known !== undefined) return known;
  const context = join(import.meta.dirname, folder);
  const tag = `dockmod-test-stand-in:${image.replace(/[/:]/g, '-')}`;
  const text = named(readFileSync(join(context, 'base.Dockerfile'), 'utf8'));
  prepare(tag, base === undefined ? text : text.replace(/^ARG BASE=.*$/m, `ARG BASE=${base}`), context);
  made.set(image, tag);
  return tag;
}
