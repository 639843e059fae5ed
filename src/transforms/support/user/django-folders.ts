import { isAppFolder } from '../../../knowledge/programs/app-folders.ts';
import { absolutePath } from '../../../model/paths.ts';
import { type Place, textAt } from './place.ts';

/**
 * Where a Django project collects static files and keeps uploads, as its settings say in plain words; undefined where they do not
 * (docs.djangoproject.com/en/5.2/ref/settings, STATIC_ROOT and MEDIA_ROOT).
 */
export function djangoFolders(place: Place, folder: string): readonly string[] | undefined {
  const settings = settingsOf(place, folder);
  const collected = settings && rootIn(settings, 'STATIC_ROOT', folder);
  if (settings === undefined || collected === undefined) return undefined;
  const uploads = rootIn(settings, 'MEDIA_ROOT', folder);
  return uploads === undefined ? [collected] : [collected, uploads];
}

function settingsOf(place: Place, folder: string): string | undefined {
  const manage = textAt(place, absolutePath('manage.py', folder)) ?? '';
  const [, module] = /DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']/.exec(manage) ?? [];
  const path = module?.replaceAll('.', '/');
  if (path === undefined) return undefined;
  return (
    textAt(place, absolutePath(`${path}.py`, folder)) ?? textAt(place, absolutePath(`${path}/__init__.py`, folder))
  );
}

/** `BASE_DIR / "static"`, `os.path.join(BASE_DIR, "static")`, `"/srv/static"`: one name, which goes on from the folder of the project. */
const PATH = /^(?:(?:os\.path\.join\(\s*)?BASE_DIR\s*[,/]\s*|BASE_DIR\.joinpath\(\s*)?["']([\w./-]+)["'][\s,)]*$/;

function rootIn(settings: string, name: string, folder: string): string | undefined {
  const [, value = ''] = new RegExp(`^${name}\\s*=\\s*(.+)$`, 'm').exec(settings) ?? [];
  const [, path] = PATH.exec(value) ?? [];
  const root = path === undefined ? undefined : absolutePath(path, folder);
  return root !== undefined && isAppFolder(root) ? root : undefined;
}
