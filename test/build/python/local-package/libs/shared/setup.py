from setuptools import setup

setup(name="shared", version="1.0.0", packages=["shared"])
