#include "ical/description.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "ical/content_line.h"
#include "ical/title.h"
#include "model/hash.h"

namespace touchbase::ical {
namespace {

constexpr std::size_t kDigestLength = 6;

// The box before a person's line is for the user to tick; with or without, it is our line.
std::string WithoutBox(std::string_view line) {
  std::string one = OneLine(line);
  constexpr std::array<std::string_view, 4> kBoxes = {"[ ]", "[]", "[x]", "[X]"};
  for (const std::string_view box : kBoxes) {
    const std::size_t at = one.find(box);
    if (at == std::string::npos) continue;
    if (at == 0 || OnlyMarks(std::string_view(one).substr(0, at))) {
      return std::string(Trim(std::string_view(one).substr(at + box.size())));
    }
  }
  for (const std::string_view tick : {"\u2713", "\u2714", "\u2705", "\u2611"}) {
    if (one.starts_with(tick)) return std::string(Trim(std::string_view(one).substr(tick.size())));
  }
  return one;
}

std::string DigestOf(std::string_view line) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto hash = Sha1(WithoutBox(line));
  std::string digest;
  for (std::size_t i = 0; i < kDigestLength / 2; ++i) {
    digest.push_back(kHex[hash[i] >> 4U]);
    digest.push_back(kHex[hash[i] & 15U]);
  }
  return digest;
}

std::vector<std::string> SplitDigests(std::string_view digests) {
  std::vector<std::string> list;
  if (digests.size() % kDigestLength != 0) return list;
  for (std::size_t i = 0; i < digests.size(); i += kDigestLength) {
    list.emplace_back(digests.substr(i, kDigestLength));
  }
  return list;
}

void AppendLine(std::string_view line, std::string* text) {
  if (!text->empty()) text->push_back('\n');
  text->append(line);
}

std::string Trimmed(const std::string& text) { return std::string(Trim(text)); }

// Takes from `lines` what `digests` names, in order; the rest goes to `rest`.
struct Taken {
  std::string ours;
  bool all = false;
};

Taken TakeOurs(const std::vector<std::string_view>& lines, const std::vector<std::string>& digests,
               std::string* rest) {
  Taken taken;
  std::vector<bool> used(digests.size());
  std::size_t next = 0;
  std::size_t count = 0;
  for (const std::string_view line : lines) {
    if (OneLine(line).empty()) {
      // A gap belongs to whatever the line before it belonged to.
      std::string* const owner = rest->empty() ? &taken.ours : rest;
      if (!owner->empty()) owner->push_back('\n');
      continue;
    }
    const std::string digest = DigestOf(line);
    // The next one first: equal lines are taken in their order.
    auto found =
        std::find(digests.begin() + static_cast<std::ptrdiff_t>(next), digests.end(), digest);
    if (found == digests.end()) found = std::find(digests.begin(), digests.end(), digest);
    const auto index = static_cast<std::size_t>(found - digests.begin());
    if (found == digests.end() || used[index]) {
      AppendLine(line, rest);
      continue;
    }
    used[index] = true;
    next = index + 1;
    ++count;
    AppendLine(line, &taken.ours);
  }
  taken.all = !digests.empty() && count == digests.size();
  return taken;
}

}  // namespace

std::vector<std::string_view> TextLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string Description::UserText() const {
  if (before.empty() || after.empty()) return before + after;
  return before + "\n" + after;
}

Description ReadDescription(std::string_view text, std::string_view digests) {
  const std::string clean = CleanText(text);
  const std::vector<std::string_view> lines = TextLines(clean);
  const std::vector<std::string> known = SplitDigests(Trim(digests));
  const auto is = [](std::string_view fixed) {
    return [fixed](std::string_view line) { return OneLine(line) == fixed; };
  };
  const auto first = std::find_if(lines.begin(), lines.end(), is(kFirstLine));
  const auto last = std::find_if(first, lines.end(), is(kLastLine));
  Description description;
  std::string inside;
  if (last == lines.end()) {
    std::vector<std::string_view> rest;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(rest), [&](std::string_view line) {
      return !is(kFirstLine)(line) && !is(kLastLine)(line);
    });
    const Taken taken = TakeOurs(rest, known, &inside);
    description.has_our_part = taken.all;
    if (taken.all) description.ours = Trimmed(taken.ours);
    description.after = Trimmed(inside);
    return description;
  }
  description.has_our_part = true;
  const std::vector<std::string_view> between(first + 1, last);
  for (auto line = lines.begin(); line != first; ++line) AppendLine(*line, &description.before);
  if (known.empty()) {
    for (const std::string_view line : between) AppendLine(line, &description.ours);
    description.intact = true;
  } else {
    const Taken taken = TakeOurs(between, known, &inside);
    description.ours = taken.ours;
    description.intact = taken.all && Trim(inside).empty();
  }
  std::string below;
  for (auto line = last + 1; line != lines.end(); ++line) AppendLine(*line, &below);
  AppendLine(Trimmed(below), &(inside = Trimmed(inside)));
  description.after = Trimmed(inside);
  description.before = Trimmed(description.before);
  description.ours = Trimmed(description.ours);
  return description;
}

std::string WriteDescription(std::string_view ours, const Description& user) {
  std::string text;
  if (!user.before.empty()) text.append(user.before).append("\n\n");
  text.append(kFirstLine).append("\n").append(ours);
  if (!ours.empty()) text.append("\n");
  text.append(kLastLine).append("\n");
  return text.append(user.after);
}

std::string ComposeOurs(std::string_view text, std::string_view noted) {
  std::string ours;
  for (const char c : std::string(Trim(CleanText(text)))) {
    if (c == '<') {
      ours += "\u2039";
    } else if (c == '>') {
      ours += "\u203A";
    } else {
      ours.push_back(c);
    }
  }
  const std::string line = OneLine(noted);
  if (!line.empty()) ours.append(ours.empty() ? "" : "\n\n").append(line);
  return ours;
}

std::string LineDigests(std::string_view ours) {
  std::string digests;
  for (const std::string_view line : TextLines(ours)) {
    if (!OneLine(line).empty()) digests += DigestOf(line);
  }
  return digests;
}

std::string NormalText(std::string_view text) {
  std::string normal;
  for (const std::string_view line : TextLines(text)) {
    const std::string one = OneLine(line);
    if (!one.empty()) AppendLine(one, &normal);
  }
  return normal;
}

}  // namespace touchbase::ical
