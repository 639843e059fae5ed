#include <node_api.h>
#include <numeric>
#include <string>

static napi_value Sum(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value given;
  napi_get_cb_info(env, info, &count, &given, nullptr, nullptr);
  char text[256];
  size_t length = 0;
  napi_get_value_string_utf8(env, given, text, sizeof text, &length);
  std::string word(text, length);
  napi_value result;
  napi_create_int32(env, std::accumulate(word.begin(), word.end(), 0), &result);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "sum", NAPI_AUTO_LENGTH, Sum, nullptr, &function);
  napi_set_named_property(env, exports, "sum", function);
  return exports;
}
