/* Stands in for the extension of this name: what a small program needs of it. */
#include <php.h>
#include <zend_smart_str.h>
#include <png.h>

static void write_data(png_structp png, png_bytep data, size_t length) {
  smart_str_appendl((smart_str *)png_get_io_ptr(png), (const char *)data, length);
}

static void flush_data(png_structp png) { (void)png; }

ZEND_BEGIN_ARG_INFO_EX(arginfo_gd_square, 0, 0, 1)
  ZEND_ARG_TYPE_INFO(0, size, IS_LONG, 0)
ZEND_END_ARG_INFO()

/* A black square as a picture in PNG. */
PHP_FUNCTION(gd_square) {
  zend_long size;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_LONG(size)
  ZEND_PARSE_PARAMETERS_END();
  smart_str picture = {0};
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct(png);
  png_bytep row = ecalloc(size, 1);
  png_set_write_fn(png, &picture, write_data, flush_data);
  png_set_IHDR(png, info, size, size, 8, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (zend_long at = 0; at < size; at++)
    png_write_row(png, row);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  efree(row);
  smart_str_0(&picture);
  RETURN_STR(smart_str_extract(&picture));
}

static const zend_function_entry functions[] = {
  PHP_FE(gd_square, arginfo_gd_square)
  PHP_FE_END
};

/* Composer asks for its version. */
PHP_MINIT_FUNCTION(gd) {
  REGISTER_STRING_CONSTANT("GD_VERSION", "2.3.3", CONST_PERSISTENT);
  return SUCCESS;
}

zend_module_entry gd_module_entry = {
  STANDARD_MODULE_HEADER, "gd", functions, PHP_MINIT(gd), NULL, NULL, NULL, NULL, "1.0", STANDARD_MODULE_PROPERTIES,
};

ZEND_GET_MODULE(gd)
