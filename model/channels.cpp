#include "model/channels.h"

#include <string_view>

#include "model/letters.h"

namespace touchbase {
namespace {

constexpr int kUnansweredBeforeAdvice = 3;

// Cells are as the user wrote them.
bool Says(const std::string& cell, std::string_view word) { return LowerAscii(cell) == word; }

// Steps that want an answer now; thanks and keeping in touch are no reason to ring.
bool WantsAnswer(Role role) {
  return role == Role::kOpening || role == Role::kOutreach || role == Role::kAsk ||
         role == Role::kArrange;
}

}  // namespace

Channel ChannelOf(Role role, const Step& step, const Contact& contact) {
  if (role == Role::kThankYou && !contact.postal_address.empty()) return Channel::kCard;
  if (step.channel != Channel::kEmail) return step.channel;
  if (!contact.channel.empty()) {
    if (const auto wanted = ParseChannel(LowerAscii(contact.channel))) return *wanted;
  }
  const bool has_phone = !contact.phone.empty();
  if (has_phone && WantsAnswer(role) && Says(contact.optimise, "speed")) return Channel::kPhone;
  if (!contact.email.empty()) return Channel::kEmail;
  const bool has_linkedin = !contact.linkedin_url.empty();
  if (has_phone && !(has_linkedin && Says(contact.optimise, "outcome"))) return Channel::kPhone;
  return has_linkedin ? Channel::kLinkedin : Channel::kEmail;
}

Channel InsteadOfCall(const Contact& contact) {
  if (!contact.email.empty()) return Channel::kEmail;
  if (!contact.linkedin_url.empty()) return Channel::kLinkedin;
  return contact.phone.empty() ? Channel::kEmail : Channel::kText;
}

std::string ChannelAdvice(const DueStep& item, const Contact& contact) {
  if (item.unanswered < kUnansweredBeforeAdvice || item.channel != item.unanswered_on) return {};
  if (item.unanswered_on == Channel::kPhone) {
    if (contact.email.empty()) return {};
    return "Three calls without an answer: write an e-mail this time.";
  }
  const std::string_view tried = item.unanswered_on == Channel::kEmail      ? "e-mails"
                                 : item.unanswered_on == Channel::kLinkedin ? "LinkedIn messages"
                                                                            : "messages";
  std::string_view other;
  if (!contact.phone.empty() && !Says(contact.optimise, "outcome")) {
    other = "call this time.";
  } else if (item.unanswered_on != Channel::kLinkedin && !contact.linkedin_url.empty()) {
    other = "write on LinkedIn this time.";
  } else if (item.unanswered_on != Channel::kEmail && !contact.email.empty()) {
    other = "write an e-mail this time.";
  } else {
    return {};
  }
  return "Three " + std::string(tried) + " without an answer: " + std::string(other);
}

}  // namespace touchbase
