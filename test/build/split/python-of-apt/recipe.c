#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <libxml/parser.h>

static PyObject *steps(PyObject *self, PyObject *args) {
  const char *path;
  if (!PyArg_ParseTuple(args, "s", &path)) return NULL;
  xmlDocPtr document = xmlReadFile(path, NULL, 0);
  if (document == NULL) return PyErr_Format(PyExc_ValueError, "%s is no recipe", path);
  unsigned long count = xmlChildElementCount(xmlDocGetRootElement(document));
  xmlFreeDoc(document);
  return PyLong_FromUnsignedLong(count);
}

static PyMethodDef methods[] = {{"steps", steps, METH_VARARGS, "How many steps a recipe has."}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "recipe", NULL, -1, methods};

PyMODINIT_FUNC PyInit_recipe(void) { return PyModule_Create(&module); }
