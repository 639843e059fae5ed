from pathlib import Path
from string import Template


class Plates:
    def __init__(self, folder):
        self.folder = Path(folder)

    def page(self, name, **values):
        return Template((self.folder / name).read_text()).substitute(values)
