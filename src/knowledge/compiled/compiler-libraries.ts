/**
 * What links a program with a library of its compiler that is in a package of its own, beside libgcc and libstdc++: OpenMP, sanitizers,
 * atomics, quadruple precision and transactional memory (gcc.gnu.org/onlinedocs/gcc: link options, instrumentation options), as command
 * lines, CMake (`find_package(OpenMP)`, `enable_language(Fortran)`) and Meson (`b_sanitize`) say it.
 */
export const linksCompilerLibrary =
  /(?:^|[\s"'=,;(])-f(?:openacc|openmp|gnu-tm|sanitize=[\w,-]+)|(?:^|[\s"'(])-l(?:asan|atomic|gfortran|gomp|itm|lsan|quadmath|tsan|ubsan)\b|\bgfortran\b|\bOpenMP\b|\bFortran\b|\bb_sanitize=(?!none)/;
