#include "reader.hpp"
#include <algorithm>
#include <iostream>

int main() {
  const auto words = wordsOf(WORDS);
  const auto longest =
      std::max_element(words.begin(), words.end(), [](const auto &a, const auto &b) { return a.size() < b.size(); });
  if (longest == words.end()) return 1;
  std::cout << words.size() << " words, " << *longest << "\n";
}
