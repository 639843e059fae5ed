#include "reader.hpp"
#include <fstream>

std::vector<std::string> wordsOf(const std::string &path) {
  std::vector<std::string> words;
  std::ifstream file(path);
  for (std::string word; file >> word;) words.push_back(word);
  return words;
}
