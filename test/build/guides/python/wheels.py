"""Makes wheels of packages of Debian, and of all that these depend on: `wheels.py FOLDER NAME...`; they are called python3-NAME there, or NAME."""

import functools
import pathlib
import re
import subprocess
import sys
import zipfile

ROOT = pathlib.Path('/usr/lib/python3/dist-packages')
FORMAT = 'Wheel-Version: 1.0\nRoot-Is-Purelib: {pure}\nTag: {tag}\n'
# Every Python has it, as part of setuptools.
EVERYWHERE = {'pkg-resources', 'setuptools'}


def told_by(*command):
    # Nothing of a package that is not there, as one of several that would do.
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def package_of(name):
    return next(package for package in (f'python3-{name}', name) if told_by('dpkg', '-L', package))


def files_of(package):
    paths = map(pathlib.Path, told_by('dpkg', '-L', package).splitlines())
    return [path for path in paths if ROOT in path.parents and path.is_file()]


def needed_by(name):
    """What Debian has made fit together, in whatever versions the authors name."""
    depends = told_by('dpkg-query', '-W', '-f', '${Depends}', package_of(name))
    others = sorted(set(re.findall(r'\bpython3-([\w.-]+)', depends)) - EVERYWHERE)
    return [other for other in others if files_of(f'python3-{other}')]


@functools.cache
def metadata_of(name):
    """Its files by their names; a part of a package that Debian has apart says nothing of itself."""
    package = package_of(name)
    told = {}
    for path in sorted(files_of(package)):
        inside = path.relative_to(ROOT)
        if is_metadata(inside.parts[0]) and len(inside.parts) <= 2:
            told.setdefault('PKG-INFO' if inside.suffix == '.egg-info' else path.name, path.read_text())
    version = re.sub(r'^\d+:|[+~-].*', '', told_by('dpkg-query', '-W', '-f', '${Version}', package))
    metadata = told.get('METADATA') or told.get('PKG-INFO') or f'Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n'
    return {'METADATA': metadata, **{file: told[file] for file in told if file == 'entry_points.txt'}}


def field(name, title):
    return re.search(rf'^{title}: (.*)$', metadata_of(name)['METADATA'], re.M).group(1)


def with_needed(metadata, names):
    head, _, text = metadata.partition('\n\n')
    lines = [line for line in head.split('\n') if not re.match(r'Requires-Dist:|Provides-Extra:', line)]
    return '\n'.join([lines[0], *(f'Requires-Dist: {field(name, "Name")}' for name in names), *lines[1:], '', text])


def is_metadata(part):
    return part.endswith(('.dist-info', '.egg-info'))


def write_wheel(folder, name):
    files = files_of(package_of(name))
    title, version = field(name, 'Name'), field(name, 'Version')
    native = any(path.suffix == '.so' for path in files)
    tag = 'cp311-cp311-linux_x86_64' if native else 'py3-none-any'
    stem = f'{re.sub("[-.]+", "_", title)}-{version}'
    told = metadata_of(name)
    texts = {
        **told,
        'METADATA': with_needed(told['METADATA'], needed_by(name)),
        'WHEEL': FORMAT.format(pure=not native, tag=tag),
        'RECORD': '',
    }
    with zipfile.ZipFile(folder / f'{stem}-{tag}.whl', 'w') as wheel:
        for path in files:
            inside = path.relative_to(ROOT)
            if not is_metadata(inside.parts[0]):
                wheel.write(path, inside)
        for text, content in texts.items():
            wheel.writestr(f'{stem}.dist-info/{text}', content)


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True)
done, left = set(), sys.argv[2:]
while left:
    name = left.pop()
    if name not in done:
        done.add(name)
        write_wheel(folder, name)
        left += needed_by(name)
