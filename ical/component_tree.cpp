#include "ical/component_tree.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace touchbase::ical {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{256} << 10;
constexpr std::size_t kMaxDepth = 8;

void Print(const TreeNode& node, std::string* out) {
  out->append("BEGIN:").append(node.name).append("\r\n");
  for (const ContentLine& line : node.lines) out->append(line.text).append("\r\n");
  for (const TreeNode& part : node.parts) Print(part, out);
  out->append("END:").append(node.name).append("\r\n");
}

// What is wrong with the bytes as such; empty when nothing is.
std::string Refuse(std::string_view text, TreeLimits limits) {
  if (Trim(text).empty()) return "the text is empty";
  if (text.size() > limits.mebibytes << 20) {
    return "the text is longer than " + std::to_string(limits.mebibytes) + " MiB";
  }
  if (text.find('\0') != std::string_view::npos) return "the text holds a NUL byte";
  return {};
}

// Builds the tree line by line; each open component is on the stack.
class TreeBuilder {
 public:
  // False: the text cannot be used, tree().why says so.
  bool Add(const std::string& folded) {
    if (folded.size() > kMaxLineBytes) return Fail("a line is longer than 256 KiB");
    std::optional<ContentLine> line = ParseContentLine(folded);
    if (line && line->name == "BEGIN") return Begin(UpperAscii(Trim(line->value)));
    if (line && line->name == "END") return End(UpperAscii(Trim(line->value)));
    if (stack_.empty()) return Fail("it does not begin with BEGIN:VCALENDAR");
    if (line && line->name != "X-LIC-ERROR") stack_.back().lines.push_back(std::move(*line));
    return true;
  }

  Tree Finish() {
    if (tree_.why.empty() && !stack_.empty()) {
      Fail("it is cut off: END:" + stack_.back().name + " is missing");
    }
    if (tree_.why.empty() && tree_.roots.empty()) Fail("there is no component in it");
    return std::move(tree_);
  }

 private:
  bool Fail(const std::string& why) {
    tree_.why = why;
    return false;
  }

  bool Begin(std::string name) {
    if (stack_.size() == kMaxDepth) return Fail("components are nested deeper than 8 levels");
    if (name.empty()) return Fail("BEGIN without a name");
    stack_.emplace_back();
    stack_.back().name = std::move(name);
    return true;
  }

  bool End(const std::string& name) {
    if (stack_.empty() || stack_.back().name != name) {
      return Fail("END:" + name.substr(0, 40) + " closes nothing that is open");
    }
    TreeNode node = std::move(stack_.back());
    stack_.pop_back();
    (stack_.empty() ? tree_.roots : stack_.back().parts).push_back(std::move(node));
    return true;
  }

  std::vector<TreeNode> stack_;
  Tree tree_;
};

}  // namespace

const ContentLine* TreeNode::Find(std::string_view property) const {
  for (const ContentLine& line : lines) {
    if (line.name == property) return &line;
  }
  return nullptr;
}

std::string_view TreeNode::Value(std::string_view property) const {
  const ContentLine* line = Find(property);
  return line == nullptr ? std::string_view() : std::string_view(line->value);
}

void TreeNode::Remove(std::string_view property) {
  std::erase_if(lines, [&](const ContentLine& line) { return line.name == property; });
}

void TreeNode::Set(ContentLine line) {
  const auto same = [&](const ContentLine& other) { return other.name == line.name; };
  const auto first = std::find_if(lines.begin(), lines.end(), same);
  if (first == lines.end()) {
    lines.push_back(std::move(line));
    return;
  }
  lines.erase(std::remove_if(std::next(first), lines.end(), same), lines.end());
  *first = std::move(line);
}

Tree ParseTree(std::string_view text, TreeLimits limits) {
  Tree refused;
  refused.why = Refuse(text, limits);
  if (!refused.why.empty()) return refused;
  const std::vector<std::string> lines = SplitLines(text);
  if (lines.size() > limits.lines) {
    refused.why = "it has more than " + std::to_string(limits.lines) + " lines";
    return refused;
  }
  TreeBuilder builder;
  for (const std::string& line : lines) {
    if (!builder.Add(line)) break;
  }
  return builder.Finish();
}

std::string PrintTree(const TreeNode& root) {
  std::string out;
  Print(root, &out);
  return out;
}

ContentLine MakeLine(std::string_view name, std::string_view value) {
  ContentLine line;
  line.name = name;
  line.value = value;
  line.text = Fold(std::string(name).append(":").append(value));
  return line;
}

}  // namespace touchbase::ical
