#include "tests/support/dialogue.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>
#include <stdexcept>

namespace touchbase::test {
namespace {

struct Step {
  std::string method;
  std::string target;
  HeaderLines headers;
  std::vector<std::string> texts;
  Reply reply;
  bool has_status = false;
  bool in_body = false;
  bool body_begun = false;
};

std::size_t Number(std::string_view text) { return std::stoul(std::string(text)); }

std::pair<std::string, std::string> HeaderOf(std::string_view line) {
  const std::size_t colon = line.find(": ");
  if (colon == std::string_view::npos) throw std::invalid_argument("no header");
  return {std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))};
}

void AddRequestLine(std::string_view line, std::vector<Step>* steps) {
  const std::size_t space = line.find(' ');
  if (line.starts_with('~')) {
    steps->back().texts.emplace_back(line.substr(1));
  } else if (space != std::string_view::npos && line.substr(0, space).find(':') == line.npos) {
    steps->emplace_back();
    steps->back().method = line.substr(0, space);
    steps->back().target = line.substr(space + 1);
  } else {
    steps->back().headers.push_back(HeaderOf(line));
  }
}

void AddAnswerLine(std::string_view line, Step* step) {
  if (step->in_body) {
    if (step->body_begun) step->reply.body += "\n";
    step->body_begun = true;
    step->reply.body += line;
  } else if (!step->has_status) {
    step->reply.status = static_cast<int>(Number(line));
    step->has_status = true;
  } else if (line.empty()) {
    step->in_body = true;
  } else {
    step->reply.headers.push_back(HeaderOf(line));
  }
}

void AddFault(std::string_view line, Reply* reply) {
  const std::string_view word = line.substr(0, line.find(' '));
  const std::string_view rest = line.substr(std::min(word.size() + 1, line.size()));
  if (word == "drop") {
    reply->drop = true;
  } else if (word == "reset") {
    reply->reset = true;
  } else if (word == "close") {
    reply->close = true;
  } else if (word == "hold") {
    reply->hold = true;
  } else if (word == "gzip") {
    reply->gzip = true;
  } else if (word == "chunked") {
    reply->framing = Reply::Framing::kChunked;
  } else if (word == "until-close") {
    reply->framing = Reply::Framing::kUntilClose;
  } else if (word == "http10") {
    reply->http10 = true;
  } else if (word == "cut") {
    reply->cut = Number(rest);
  } else if (word == "length") {
    reply->length = Number(rest);
  } else if (word == "drip") {
    reply->drip_ms = static_cast<int>(Number(rest));
  } else {
    throw std::invalid_argument("unknown fault");
  }
}

void AddLine(std::string_view line, std::vector<Step>* steps) {
  if (line.empty() || line.starts_with('#')) return;
  const std::string_view mark = line.substr(0, 2);
  const std::string_view rest = line.substr(std::min<std::size_t>(3, line.size()));
  if (mark == "C:" && (!steps->empty() || rest.find(": ") == line.npos)) {
    AddRequestLine(rest, steps);
  } else if (mark == "S:" && !steps->empty()) {
    AddAnswerLine(rest, &steps->back());
  } else if (mark == "S!" && !steps->empty()) {
    AddFault(rest, &steps->back().reply);
  } else {
    throw std::invalid_argument("neither C: nor S:");
  }
}

std::string MissingIn(const Received& request, const Step& step) {
  for (const auto& [name, value] : step.headers) {
    if (request.Header(name) != value) return name + ": " + value;
  }
  for (const std::string& text : step.texts) {
    if (request.body.find(text) == std::string::npos) return "~" + text;
  }
  return {};
}

}  // namespace

struct Dialogue::State {
  mutable std::mutex mutex;
  std::vector<Step> left;
  std::vector<std::string> problems;
};

Dialogue::Dialogue(std::string_view script) : state_(std::make_shared<State>()) {
  for (int number = 1; !script.empty(); ++number) {
    const std::size_t end = std::min(script.find('\n'), script.size());
    const std::string_view line = script.substr(0, end);
    script.remove_prefix(std::min(end + 1, script.size()));
    try {
      AddLine(line, &state_->left);
    } catch (const std::logic_error& error) {
      throw std::invalid_argument("dialogue, line " + std::to_string(number) + ": " + error.what());
    }
  }
}

Reply Dialogue::operator()(const Received& request) {
  const std::string asked = request.method + " " + request.target;
  const std::lock_guard lock(state_->mutex);
  const auto step = std::find_if(state_->left.begin(), state_->left.end(), [&](const Step& s) {
    return s.method == request.method && s.target == request.target;
  });
  std::string problem;
  Reply reply;
  if (step == state_->left.end()) {
    problem = asked + ": not in the script";
  } else {
    const std::string missing = MissingIn(request, *step);
    if (!missing.empty()) problem = asked + ": without " + missing;
    reply = step->reply;
    state_->left.erase(step);
  }
  if (problem.empty()) return reply;
  state_->problems.push_back(problem);
  return {.status = 500, .body = problem};
}

std::vector<std::string> Dialogue::Problems() const {
  const std::lock_guard lock(state_->mutex);
  std::vector<std::string> out = state_->problems;
  for (const Step& step : state_->left) {
    out.push_back(step.method + " " + step.target + ": never asked");
  }
  return out;
}

Dialogue DialogueFromFile(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::invalid_argument("dialogue: no file " + path);
  return Dialogue(std::string(std::istreambuf_iterator<char>(in), {}));
}

}  // namespace touchbase::test
