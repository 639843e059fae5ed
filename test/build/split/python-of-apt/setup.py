from setuptools import Extension, setup

count = Extension("recipe", ["recipe.c"], include_dirs=["/usr/include/libxml2"], libraries=["xml2"])
setup(name="recipe", version="1.0", py_modules=[], ext_modules=[count])
