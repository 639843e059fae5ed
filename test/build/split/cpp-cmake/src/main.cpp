#include <fstream>
#include <iostream>
#include <map>
#include <string>

int main(int count, char **words) {
  std::ifstream file(count > 1 ? words[1] : "share/words.txt");
  if (!file) {
    std::cerr << "no words\n";
    return 2;
  }
  std::map<std::string, int> seen;
  for (std::string word; file >> word;) seen[word]++;
  for (const auto &[word, times] : seen) std::cout << word << " " << times << "\n";
  return seen.size() == 2 ? 4 : 1;
}
