/** Calls that make an environment, with a Python that uv gets from elsewhere where it finds none that fits (docs.astral.sh/uv/concepts/python-versions). */
export const makesEnvironment = /^uv\s+(?:run|sync|venv)\b/;

/** What keeps it from doing so, or has it put that Python where it is told. */
export const pythonElsewhere =
  /\bUV_PYTHON_(?:INSTALL_DIR|DOWNLOADS[= ]["']?(?:0|false|manual|never)|PREFERENCE[= ]["']?only-system)|\bUV_NO_(?:MANAGED_PYTHON|PYTHON_DOWNLOADS)\b|--no-(?:managed-python|python-downloads)\b|\bonly-system\b/;

/** Images, and packages, that have a Python beside those of the official image; of which version, their names do not tell. */
export const bringsPython = /conda|jupyter|^mercurial$|py(?:py|thon|torch)|tensorflow/;
