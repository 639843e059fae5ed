#include <string>
#include <vector>

std::vector<std::string> wordsOf(const std::string &path);
