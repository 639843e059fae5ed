/** Where CMake is told of a library that it fetches and builds: `name` is what that is called (cmake.org, github.com/cpm-cmake/CPM.cmake). */
export const fetchesLibrary: readonly RegExp[] = [
  /\b(?:FetchContent_Declare|ExternalProject_Add)\s*\(\s*(?<name>[\w.+-]+)/gi,
  /\bCPM(?:Add|Find)Package\s*\(\s*(?:NAME\s+|"?\w+:[\w.-]+\/)(?<name>[\w.+-]+)/gi,
];

/** Libraries without anything to link with, and those that are static where nobody says otherwise. Source: their own CMakeLists.txt. */
const STATIC =
  /^(?:abseil(?:-cpp)?|absl|argparse|asio|benchmark|catch2?|cli11|concurrentqueue|cpp-?httplib|crow|cxxopts|date|doctest|drogon|eigen3?|entt|fmt(?:lib)?|ftxui|glm|g(?:oogle)?test|googlemock|httplib|inja|json|jwt-cpp|magic_enum|nlohmann_?json|pugixml|range-v3|rapidjson|readerwriterqueue|simdjson|spdlog|sqlite_?orm|sqlitecpp|stb|(?:tl-?)?expected|toml(?:11|\+\+|plusplus)|websocketpp|yaml-cpp)$/i;

export const isStaticLibrary = (name: string): boolean => STATIC.test(name);
