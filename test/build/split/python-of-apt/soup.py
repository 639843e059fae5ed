import os
import sys

import pkg_resources
import yaml
from ladle import serve

import recipe

pot = yaml.safe_load(open("pots.yaml"))[os.environ["POT"]]
print(recipe.steps(sys.argv[1]), "steps")
print(serve(pot))
print(pkg_resources.get_distribution("ladle").version)
